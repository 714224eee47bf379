"""A stage is rolled back where CodePipeline can: everywhere but at the sources."""

from __future__ import annotations

import pytest

from generator.gate.rules.pipeline.pipeline_stages import RULE
from generator.gate.system import System
from tests.unit.gate.judged import subject


@pytest.mark.parametrize(("stage", "wrong"), [(0, 1), (1, 0)])
def test_the_sources_are_not_rolled_back(stage: int, wrong: int) -> None:
    stages = [
        {
            "Name": category,
            "Actions": [{"Name": category, "ActionTypeId": {"Category": category, "Owner": "AWS", "Provider": "S3"}}],
            **({"OnFailure": {"Result": "ROLLBACK"}} if index == stage else {}),
        }
        for index, category in enumerate(("Source", "Deploy"))
    ]
    pipeline = {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"Stages": stages}}
    assert len([*RULE.problems(System((subject({"Pipeline": pipeline}),)))]) == wrong
