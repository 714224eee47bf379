"""Templates -> pipelines whose triggers never fire, which cfn-lint accepts.

https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.cfn.walk import resources
from generator.gate.protocol import Subject
from generator.problems import Problem

_PIPELINE = "AWS::CodePipeline::Pipeline"


class TagTrigger:
    """A trigger needs a V2 pipeline, and the name of the source action that it is for."""

    id = "tag-trigger"
    description = "A pipeline with triggers is of type V2, and each trigger names a source action."

    def check(self, subjects: Sequence[Subject]) -> Iterator[Problem]:
        """One finding a fault."""
        for subject in subjects:
            for logical_id, pipeline in resources(subject.data, _PIPELINE):
                for message in _faults(pipeline):
                    yield subject.problem(logical_id, message, self.id)


def _faults(pipeline: Mapping[str, Any]) -> Iterator[str]:
    triggers = pipeline.get("Triggers", [])
    if triggers and pipeline.get("PipelineType") != "V2":
        yield "only a pipeline of type V2 has triggers"
    actions = (action for stage in pipeline.get("Stages", []) for action in stage.get("Actions", []))
    sources = {action["Name"] for action in actions if action.get("ActionTypeId", {}).get("Category") == "Source"}
    for trigger in triggers:
        name = trigger.get("GitConfiguration", {}).get("SourceActionName")
        if name not in sources:
            yield f"a trigger is for the source action {name}, which the pipeline does not have"
