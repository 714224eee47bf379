"""Systems -> pipelines whose stages and actions CodePipeline refuses: names twice, sources in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.action import PIPELINE, actions_of
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import Unknown, is_literal, is_unknown, mappings, number, sequence, text
from generator.problems import Severity

_NAME = re.compile(r"[A-Za-z0-9.@_-]{1,100}")
_ARTIFACT = re.compile(r"[A-Za-z0-9_-]{1,100}")
_OWNERS = ("AWS", "ThirdParty", "Custom")
_LAST_ORDER = 999
"""https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html"""


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        seen: set[str] = set()
        for index, stage in enumerate(mappings(pipeline.properties, "Stages")):
            path, name = ("Stages", index), text(stage, "Name")
            if name in seen:
                yield Finding(pipeline, f"two stages are called '{name}'", (*path, "Name"))
            seen.add(name or f"#{index}")
            if is_literal(name) and not _NAME.fullmatch(name):
                message = f"'{name}' is no name of a stage: letters, digits, and . @ - _ alone"
                yield Finding(pipeline, message, (*path, "Name"))
            if index == 0 and text(stage, "OnFailure", "Result") == "ROLLBACK":
                # https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html
                message = "the stage of the sources is not rolled back: CodePipeline refuses ROLLBACK there"
                yield Finding(pipeline, message, (*path, "OnFailure", "Result"))
            yield from _names(pipeline, index)
        yield from _sources(pipeline)
        for index, off in enumerate(mappings(pipeline.properties, "DisableInboundStageTransitions")):
            name, path = text(off, "StageName"), ("DisableInboundStageTransitions", index)
            if name in seen:
                message = f"nothing gets into the stage {name} until a person turns the transition on again"
                yield Finding(pipeline, message, path, severity=Severity.WARNING)
            elif is_literal(name) and not is_unknown(pipeline.properties, "Stages"):
                yield Finding(pipeline, f"turns off the way into {name}, which is no stage", (*path, "StageName"))


def _names(pipeline: Resource, index: int) -> Iterator[Finding]:
    stage = mappings(pipeline.properties, "Stages")[index]
    named: set[str] = set()
    for number_, action in enumerate(mappings(stage, "Actions")):
        path, name = ("Stages", index, "Actions", number_), text(action, "Name")
        if name and name in named:
            yield Finding(pipeline, f"two actions of one stage are called '{name}'", (*path, "Name"))
        named.add(name)
        if is_literal(name) and not _NAME.fullmatch(name):
            message = f"'{name}' is no name of an action: letters, digits, and . @ - _ alone"
            yield Finding(pipeline, message, (*path, "Name"))
        owner = text(action, "ActionTypeId", "Owner")
        if is_literal(owner) and owner not in _OWNERS:
            message = f"{name}: the owner of an action is AWS, ThirdParty or Custom, not {owner}"
            yield Finding(pipeline, message, (*path, "ActionTypeId", "Owner"))
        yield from _artifacts(pipeline, path, action)
        order = number(action, "RunOrder")
        if order is not None and not 1 <= order <= _LAST_ORDER:
            yield Finding(pipeline, f"{name}: RunOrder is from 1 to {_LAST_ORDER}, not {order}", (*path, "RunOrder"))


def _artifacts(pipeline: Resource, path: Path, action: Mapping[str, Any]) -> Iterator[Finding]:
    for key in ("InputArtifacts", "OutputArtifacts"):
        for index, artifact in enumerate(mappings(action, key)):
            name = text(artifact, "Name")
            if is_literal(name) and not _ARTIFACT.fullmatch(name):
                message = f"'{name}' is no name of an artifact: letters, digits, - and _ alone"
                yield Finding(pipeline, message, (*path, key, index, "Name"))


def _sources(pipeline: Resource) -> Iterator[Finding]:
    every = list(actions_of(pipeline))
    stages = pipeline.properties.get("Stages")
    if isinstance(stages, Unknown) or any(isinstance(stage, Unknown) for stage in sequence(stages)):
        return
    if any(is_unknown(action.data, "ActionTypeId") for action in every):
        return
    if not any(action.category == "Source" for action in every):
        return
    for action in every:
        is_first = action.order[0] == 0
        if action.category == "Source" and not is_first:
            message = f"{action.name} is a source action: those are in the first stage alone"
            yield Finding(pipeline, message, (*action.path, "ActionTypeId", "Category"))
        if action.category not in ("Source", "") and is_first:
            message = f"{action.name} is in the first stage, which has source actions alone"
            yield Finding(pipeline, message, (*action.path, "ActionTypeId", "Category"))


RULE = Rule(
    "pipeline-stages",
    "A pipeline begins with its source actions, and its stages, and the actions of one stage, have names of their own.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-requirements.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: S3, Version: "1"}
               OutputArtifacts: [{Name: Source}]
-        - Name: Source
+        - Name: Deploy
           Actions:
             - Name: Deploy
               ActionTypeId: {Category: Deploy, Owner: AWS, Provider: S3, Version: "1"}
               InputArtifacts: [{Name: Source}]
    """,
)
