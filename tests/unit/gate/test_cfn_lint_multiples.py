"""cfn-lint divides binary fractions: a number with one decimal is a multiple of 0.1 all the same."""

from __future__ import annotations

import pytest

from generator.gate.cfn_lint import lint
from tests.unit.gate.judged import subject


@pytest.mark.parametrize(("percent", "is_one"), [(13.2, True), (0.3, True), (10, True), (13.25, False)])
def test_a_tenth_of_a_percent(percent: float, is_one: bool) -> None:
    service = {
        "Type": "AWS::ECS::Service",
        "Properties": {
            "TaskDefinition": "shop",
            "DeploymentConfiguration": {
                "Strategy": "CANARY",
                "CanaryConfiguration": {"CanaryPercent": percent, "CanaryBakeTimeInMinutes": 5},
            },
        },
    }
    found = [problem for problem in lint([subject({"Service": service})]) if "multiple" in problem.message]
    assert (found == []) is is_one
