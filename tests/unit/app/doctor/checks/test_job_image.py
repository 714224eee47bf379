"""Images that a run of tonight would not find."""

from __future__ import annotations

import pytest

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.job_image import CHECK
from generator.live.image import find_image
from generator.live.stack import find_stack
from generator.live.task_definition import Container, task_definition
from tests.unit.app.doctor.context import DIGEST, REPOSITORY, Facts, definition, stack, the_failure
from tests.unit.app.doctor.job import of_job


def test_it_is_in_ecr() -> None:
    [finding] = of_job(CHECK)
    assert (finding.verdict, finding.what) == (Verdict.OK, f"the image of nightly is in ECR: shop@{DIGEST}")


@pytest.mark.parametrize(
    "changed",
    [
        {find_stack: lambda name: None},
        {find_stack: lambda name: stack(name, parameters={"Version": "unreleased"})},
    ],
)
def test_before_a_release_there_is_none(changed: Facts) -> None:
    [finding] = of_job(CHECK, changed)
    assert finding.verdict is Verdict.NOT_YET
    assert finding.what == "nightly has no image yet: a release of main gives it one"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({find_image: lambda repository, **wanted: None}, "is not in ECR any more: no run of it can start"),
        (
            {task_definition: lambda arn: definition(containers=(Container("shop-nightly", "nginx:1", (), {}),))},
            "nightly runs nginx:1, which no pipeline of this project made",
        ),
        ({task_definition: lambda arn: definition(containers=())}, "nightly runs nothing"),
    ],
)
def test_it_is_gone_or_another(changed: Facts, words: str) -> None:
    failure = the_failure(of_job(CHECK, changed))
    assert words in failure.what
    assert failure.mend.startswith("release main again: aws codepipeline start-pipeline-execution")


def test_the_release_of_its_version_is_named() -> None:
    failure = the_failure(of_job(CHECK, {find_image: lambda repository, **wanted: None}))
    assert REPOSITORY in failure.what
    assert failure.mend.endswith("value=v1.2.3"), failure.mend
