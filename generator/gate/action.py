"""A pipeline -> its actions, with what rules want to know of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import mapping, mappings, number, text

PIPELINE = "AWS::CodePipeline::Pipeline"


@dataclass(frozen=True)
class Action:
    """One action, and when it runs: the number of its stage, then its run order."""

    pipeline: Resource
    path: Path
    order: tuple[int, int]
    data: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name."""
        return text(self.data, "Name")

    @property
    def category(self) -> str:
        """Source, Build, Deploy, Approval ..."""
        return text(self.data, "ActionTypeId", "Category")

    @property
    def provider(self) -> str:
        """What does the work, if it is AWS's own."""
        is_aws = text(self.data, "ActionTypeId", "Owner") in ("AWS", "")
        return text(self.data, "ActionTypeId", "Provider") if is_aws else ""

    @property
    def configuration(self) -> Mapping[str, Any]:
        """What the provider is told."""
        return mapping(self.data, "Configuration")

    def artifacts(self, direction: str) -> list[str]:
        """Names of its ``InputArtifacts`` or ``OutputArtifacts``."""
        return [text(artifact, "Name") for artifact in mappings(self.data, direction)]


def actions(system: System) -> Iterator[Action]:
    """The actions of all pipelines, in order."""
    for pipeline in system.of(PIPELINE):
        yield from actions_of(pipeline)


def actions_of(pipeline: Resource) -> Iterator[Action]:
    """The actions of one pipeline, in order."""
    for stage_number, stage in enumerate(mappings(pipeline.properties, "Stages")):
        for action_number, data in enumerate(mappings(stage, "Actions")):
            order = (stage_number, number(data, "RunOrder") or 1)
            yield Action(pipeline, ("Stages", stage_number, "Actions", action_number), order, data)
