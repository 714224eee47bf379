"""Systems -> pipelines whose triggers never fire."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import PIPELINE, Action, actions_of
from generator.gate.build import builds_of
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands
from generator.gate.system import Resource, System
from generator.gate.trigger import pushes
from generator.gate.value import is_literal, is_unknown, mappings, text
from generator.problems import Severity

_PUSH_KINDS = frozenset({"Tags", "Branches", "FilePaths"})


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        triggers = mappings(pipeline.properties, "Triggers")
        if triggers and text(pipeline.properties, "PipelineType") != "V2":
            yield Finding(
                pipeline, "only a pipeline of type V2 has triggers; without PipelineType it is V1", ("PipelineType",)
            )
        sources = {action.name: action for action in actions_of(pipeline) if action.category == "Source"}
        yield from _twice(pipeline)
        yield from _by_hand(system, pipeline)
        for index, trigger in enumerate(triggers):
            path = ("Triggers", index, "GitConfiguration")
            name = text(trigger, "GitConfiguration", "SourceActionName")
            if any(_may_be_any(action) for action in actions_of(pipeline) if action.order[0] == 0):
                continue
            if name not in sources:
                yield Finding(
                    pipeline, f"a trigger is for the source action '{name}', which the pipeline does not have", path
                )
            elif sources[name].provider != "CodeStarSourceConnection":
                yield Finding(pipeline, f"a trigger needs a source action of a connection, which '{name}' is not", path)
            elif text(sources[name].configuration, "DetectChanges").lower() != "false":
                message = (
                    "with a trigger, DetectChanges must be false: else every push to the branch starts the pipeline too"
                )
                yield Finding(pipeline, message, (*sources[name].path, "Configuration", "DetectChanges"))
            for number_, push in enumerate(mappings(trigger, "GitConfiguration", "Push")):
                if "Tags" in push and len(_PUSH_KINDS & push.keys()) > 1:
                    yield Finding(
                        pipeline,
                        "one push filter cannot have both tags and branches or paths",
                        (*path, "Push", number_),
                    )


def _by_hand(system: System, pipeline: Resource) -> Iterator[Finding]:
    """A build that reads the tag of its run, and no trigger that starts a run by a tag."""
    if is_unknown(pipeline.properties, "Triggers") or any("Tags" in push for _, push in pushes(pipeline)):
        return
    builds = [action for action in actions_of(pipeline) if action.provider == "CodeBuild"]
    scripts = [
        commands(file)
        for file in system.buildspecs
        if any(each.pipeline is pipeline for each in builds_of(system, file))
    ]
    reads = any("TagName" in script for script in scripts) or any(
        "TagName" in text(each.configuration, "EnvironmentVariables") for each in builds
    )
    is_elsewhere = any(
        system.find(PIPELINE, target.get("Arn")) is pipeline
        for rule in system.of("AWS::Events::Rule")
        for target in mappings(rule.properties, "Targets")
    )
    if reads and not is_elsewhere:
        message = "its build releases the tag that started the run, and no trigger is for tags: only hands start it"
        yield Finding(
            pipeline, message, ("Triggers",), "a trigger with Push: [{Tags: {Includes: [v*]}}]", Severity.WARNING
        )


def _may_be_any(action: Action) -> bool:
    """Whether it is not known which action it is, or when it starts."""
    known = ("Name",), ("ActionTypeId",), ("Configuration", "DetectChanges")
    return any(is_unknown(action.data, *keys) for keys in known)


def _twice(pipeline: Resource) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, trigger in enumerate(mappings(pipeline.properties, "Triggers")):
        name = text(trigger, "GitConfiguration", "SourceActionName")
        path = ("Triggers", index, "GitConfiguration")
        if name and name in seen:
            yield Finding(pipeline, f"a second trigger is for the source action '{name}', which may have one", path)
        seen.add(name)
        provider = text(trigger, "ProviderType")
        if provider != "CodeStarSourceConnection" and is_literal(provider):
            message = f"a trigger's ProviderType is CodeStarSourceConnection, not {provider}"
            yield Finding(pipeline, message, ("Triggers", index, "ProviderType"))


RULE = Rule(
    "tag-trigger",
    "A pipeline with triggers is of type V2, and each trigger names a source action that detects no changes itself.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
-      PipelineType: V1
+      PipelineType: V2
       Triggers:
         - ProviderType: CodeStarSourceConnection
           GitConfiguration: {SourceActionName: Source, Push: [{Tags: {Includes: ["v*"]}}]}
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1"}
               Configuration:
                 ConnectionArn: arn:aws:codeconnections:us-west-2:111122223333:connection/1
                 FullRepositoryId: acme/shop
                 BranchName: main
                 DetectChanges: "false"
    """,
)
