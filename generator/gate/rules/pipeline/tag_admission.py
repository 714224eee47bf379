"""Systems -> pipelines that run or release a tag's commit before anything that it did not bring has looked at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.action import PIPELINE, Action, actions_of
from generator.gate.copied import copies
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.trigger import pushes
from generator.gate.value import is_unknown, lacks, mapping, mappings, sequence, text
from generator.problems import Severity

_PROJECT = "AWS::CodeBuild::Project"
_ASKS_GIT = re.compile(r"\bgit (?:-\S+ )*(?:merge-base|branch|rev-list|log)\b")
"""What says whether a branch has a commit."""
_RUNS = "runs what the tag's commit brings, its buildspec too,"
_COPIES = "copies an image that was built of the tag's commit"


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        every = list(actions_of(pipeline))
        if _is_known(pipeline, every) and any(not lacks(push, "Tags") for _, push in pushes(pipeline)):
            brought = _brought(pipeline, every)
            first = next((action for action in _in_order(every) if _takes_commit(system, action, brought)), None)
            if first and not any(_decides(system, action, brought) for action in every if action.order < first.order):
                does = _RUNS if _runs_commit(system, first, brought) else _COPIES
                message = f"{first.name} {does} before anything looks at it: whoever can push a tag releases any commit"
                hint = "a stage before it asks whether main has the commit, with commands that stand in the template"
                yield Finding(pipeline, message, first.path, hint)


def _is_known(pipeline: Resource, every: list[Action]) -> bool:
    """Whether nothing that is not known may be what decides."""
    stages = sequence(pipeline.properties, "Stages")
    unknown = any(is_unknown(stage, "BeforeEntry") for stage in mappings(stages))
    return not unknown and not any(
        is_unknown(action.data, key) for action in every for key in ("ActionTypeId", "RunOrder", "InputArtifacts")
    )


def _brought(pipeline: Resource, every: list[Action]) -> set[str]:
    """The artifacts with what the tag's commit holds: those of the source actions that the trigger is for."""
    triggers = mappings(pipeline.properties, "Triggers")
    names = {text(trigger, "GitConfiguration", "SourceActionName") for trigger in triggers}
    return {name for action in every if action.name in names for name in action.artifacts("OutputArtifacts")} - {""}


def _in_order(every: list[Action]) -> list[Action]:
    return sorted(every, key=lambda action: action.order)


def _runs_commit(system: System, action: Action, brought: set[str]) -> bool:
    """Whether it builds by a buildspec that the commit brings; one that is not known is taken for another's."""
    source = _source(system, action)
    if source is None or is_unknown(source, "BuildSpec"):
        return False
    primary = text(action.configuration, "PrimarySource")
    inputs = action.artifacts("InputArtifacts")
    return bool(brought & {primary or next(iter(inputs), "")}) and not _is_in_template(source)


def _takes_commit(system: System, action: Action, brought: set[str]) -> bool:
    """Whether it runs what the commit brings, or copies the image that is built of it elsewhere."""
    return _runs_commit(system, action, brought) or (
        bool(brought & {*action.artifacts("InputArtifacts")}) and _copies(system, action)
    )


def _copies(system: System, action: Action) -> bool:
    """Whether it copies an image, and asks git of no commit by itself."""
    commands = text(_source(system, action), "BuildSpec")
    return any(copies(commands)) and not _ASKS_GIT.search(commands)


def _decides(system: System, action: Action, brought: set[str]) -> bool:
    """A person, a stage's own rule, a function, or a build by commands that the commit did not bring."""
    if action.category in ("Approval", "Invoke", "Compute") or not lacks(_stage(action), "BeforeEntry"):
        return True
    is_build = action.provider == "CodeBuild" or action.category in ("Build", "Test")
    return is_build and not _takes_commit(system, action, brought)


def _stage(action: Action) -> Mapping[str, Any]:
    stages = mappings(action.pipeline.properties, "Stages")
    return stages[action.order[0]]


def _source(system: System, action: Action) -> Mapping[str, Any] | None:
    """``Source`` of the project that an action runs, where the project is here."""
    if action.provider != "CodeBuild":
        return None
    project = system.find(_PROJECT, action.configuration.get("ProjectName"))
    return mapping(project.properties, "Source") if project else None


def _is_in_template(source: Mapping[str, Any]) -> bool:
    """https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec-ref-name-storage."""
    buildspec = text(source, "BuildSpec")
    return "\n" in buildspec or buildspec.startswith(("{", "arn:"))


RULE = Rule(
    "tag-admission",
    "What decides which commits a tag may release stands in the template, and runs before anything of the commit does.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec-ref-name-storage",
    _check,
    """
 Resources:
   Build:
     Type: AWS::CodeBuild::Project
     Properties:
       Name: shop
       Source: {Type: CODEPIPELINE, BuildSpec: service/buildspec.yml}
       Artifacts: {Type: CODEPIPELINE}
   Admit:
     Type: AWS::CodeBuild::Project
     Properties:
       Name: shop-admit
       Source:
         Type: CODEPIPELINE
-        BuildSpec: service/admit.yml
+        BuildSpec: |
+          version: 0.2
+          phases: {build: {commands: [git merge-base --is-ancestor HEAD origin/main]}}
       Artifacts: {Type: CODEPIPELINE}
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       PipelineType: V2
       ExecutionMode: QUEUED
       ArtifactStore: {Type: S3, Location: artifacts}
       Triggers:
         - ProviderType: CodeStarSourceConnection
           GitConfiguration: {SourceActionName: Source, Push: [{Tags: {Includes: ["v*"]}}]}
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1"}
               Configuration:
                 ConnectionArn: arn:aws:codeconnections:us-west-2:111122223333:connection/7d0d5c4e
                 FullRepositoryId: acme/shop
                 BranchName: main
                 DetectChanges: "false"
                 OutputArtifactFormat: CODEBUILD_CLONE_REF
               OutputArtifacts: [{Name: Source}]
         - Name: Admit
           Actions:
             - Name: Admit
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
               Configuration: {ProjectName: {Ref: Admit}}
               InputArtifacts: [{Name: Source}]
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
               Configuration: {ProjectName: {Ref: Build}}
               InputArtifacts: [{Name: Source}]
    """,
    severity=Severity.ADVICE,
)
