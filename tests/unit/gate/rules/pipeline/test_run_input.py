"""What a rule tells a run, however its target names the pipeline."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rules.pipeline.run_input import RULE
from generator.gate.system import System
from tests.unit.gate.judged import subject

_ARN = "arn:aws:codepipeline:us-west-2:111122223333:"


@pytest.mark.parametrize(
    ("arn", "name", "is_found"),
    [
        (f"{_ARN}shop", {"Name": "shop"}, True),
        ({"Fn::Sub": f"{_ARN}${{Pipeline}}"}, {"Name": "shop"}, True),
        ({"Fn::Sub": f"{_ARN}${{Pipeline}}"}, {}, True),
        ({"Fn::Join": [":", [_ARN.rstrip(":"), {"Ref": "Pipeline"}]]}, {}, True),
        ({"Fn::Sub": f"{_ARN}${{Topic}}"}, {}, False),
        (f"{_ARN}other", {"Name": "shop"}, False),
    ],
)
def test_the_pipeline_of_a_target(arn: Any, name: dict[str, str], is_found: bool) -> None:
    target = {"Id": "run", "Arn": arn, "Input": '{"variables": [{"name": "VERSION", "value": "1"}]}'}
    made = {
        "Rule": {"Type": "AWS::Events::Rule", "Properties": {"Targets": [target]}},
        "Pipeline": {"Type": "AWS::CodePipeline::Pipeline", "Properties": {**name, "Stages": []}},
        "Topic": {"Type": "AWS::SNS::Topic"},
    }
    message = "starts Pipeline with the variable VERSION, which the pipeline does not declare"
    found = [problem.message for problem in RULE.problems(System((subject(made),)))]
    assert found == ([message] if is_found else [])
