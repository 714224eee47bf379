"""Every golden case with the other engine: what the spec may say of a service, ECS can release."""

from __future__ import annotations

import pytest

from generator.app.judge.gate import judge
from tests.golden import by_ecs
from tests.golden.case import CASES, Case


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_passes_the_whole_gate_with_ecs(case: Case) -> None:
    build = by_ecs.build(case)
    assert build.problems == ()
    nouns = {stack.noun for stack in build.stacks}
    assert "service" in nouns
    assert "codedeploy" not in nouns
    assert judge(build) == ()
