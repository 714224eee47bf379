"""Systems -> rules that start a pipeline with a variable or a source action which it does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import PIPELINE, actions_of
from generator.gate.rule import Finding, Rule
from generator.gate.start_input import given_input
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_unknown, mappings, text
from generator.problems import Severity

_REVISIONS = {
    "CodeCommit": ("COMMIT_ID",),
    "CodeStarSourceConnection": ("COMMIT_ID",),
    "ECR": ("IMAGE_DIGEST",),
    "S3": ("S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"),
}
"""Provider -> https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_SourceRevisionOverride.html."""


def _check(system: System) -> Iterator[Finding]:
    for rule in system.of("AWS::Events::Rule"):
        for index, target in enumerate(mappings(rule.properties, "Targets")):
            pipeline = system.find(PIPELINE, target.get("Arn"))
            if pipeline:
                yield from _of_target(rule, ("Targets", index), pipeline)


def _of_target(rule: Resource, path: Path, pipeline: Resource) -> Iterator[Finding]:
    given = given_input(rule, path)
    if given is None:
        return
    declared = {text(each, "Name") for each in mappings(pipeline.properties, "Variables")}
    is_open = is_unknown(pipeline.properties, "Variables")
    for name in [text(each, "name") for each in mappings(given, "variables")]:
        if name not in declared and not is_open and is_literal(name):
            message = f"starts {pipeline.id} with the variable {name}, which the pipeline does not declare"
            yield Finding(rule, message, path)
    sources = {action.name: action.provider for action in actions_of(pipeline) if action.category == "Source"}
    if is_unknown(pipeline.properties, "Stages"):
        return
    for revision in mappings(given, "sourceRevisions"):
        name, kind = text(revision, "actionName"), text(revision, "revisionType")
        if name not in sources:
            message = f"starts {pipeline.id} with a revision for '{name}', which is none of its source actions"
            yield Finding(rule, message, path)
        elif kind not in _REVISIONS.get(sources[name], (kind,)):
            wanted = " or ".join(_REVISIONS[sources[name]])
            message = f"starts {pipeline.id} with a {kind} for '{name}', which takes {wanted}"
            yield Finding(rule, message, path)


RULE = Rule(
    "run-input",
    "What a rule tells a pipeline's run is a variable that the pipeline declares, or a revision of a source action.",
    "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StartPipelineExecution.html",
    _check,
    """
 Resources:
   Pushed:
     Type: AWS::Events::Rule
     Properties:
       EventPattern: {source: [aws.ecr], detail-type: [ECR Image Action], detail: {action-type: [PUSH]}}
       Targets:
         - Id: pipeline
           Arn: arn:aws:codepipeline:us-west-2:111122223333:shop
           RoleArn: arn:aws:iam::111122223333:role/events
           InputTransformer:
             InputPathsMap: {tag: $.detail.image-tag}
-            InputTemplate: '{"variables": [{"name": "VERSION", "value": "<tag>"}]}'
+            InputTemplate: '{"variables": [{"name": "RELEASE", "value": "<tag>"}]}'
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       Name: shop
       PipelineType: V2
       ArtifactStore: {Type: S3, Location: artifacts}
       Variables: [{Name: RELEASE, DefaultValue: none}]
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeCommit, Version: "1"}
               Configuration: {RepositoryName: shop, BranchName: main}
               OutputArtifacts: [{Name: Source}]
    """,
    severity=Severity.WARNING,
)
