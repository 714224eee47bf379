"""What a pipeline does, asked for where there is none: of services that nothing asks, too."""

from __future__ import annotations

import pytest

from generator.errors import SpecError
from generator.spec.loader import load

_WORKER = """\
project: shop
region: eu-central-1
repository: acme/shop
services: {{mailer: {{kind: worker, context: mailer}}}}
environments: {{prod: {{trigger: {{tag: "v*"}}, approval: true, release: {{pipeline: {pipeline}}}}}}}
"""


def test_a_project_may_have_workers_alone() -> None:
    [project] = load(_WORKER.format(pipeline="true"), "spec.yaml").projects
    assert [service.name for service in project.services] == ["mailer"]


def test_nobody_approves_a_worker_that_has_no_pipeline() -> None:
    with pytest.raises(SpecError) as raised:
        load(_WORKER.format(pipeline="false"), "spec.yaml")
    assert [problem.code for problem in raised.value.problems] == ["pipeline"]
