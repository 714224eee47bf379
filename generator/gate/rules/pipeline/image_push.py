"""Systems -> pipelines that a push to ECR is to start, and that another push starts, or that take another image."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.action import Action
from generator.gate.image_source import Start, image_tags, starts
from generator.gate.rule import Finding, Rule
from generator.gate.start_input import given_input
from generator.gate.system import System
from generator.gate.value import document, is_literal, is_unknown, lacks, mapping, mappings, sequence, setting, text
from generator.problems import Severity

_PATH = ("EventPattern",)


def _check(system: System) -> Iterator[Finding]:
    for start in starts(system):
        pattern = document(start.rule.properties.get("EventPattern"))
        if not start.images or is_unknown(pattern):
            continue
        detail = mapping(pattern, "detail")
        yield from _of_repository(start, detail)
        if not lacks(detail, "action-type") and "PUSH" not in sequence(detail, "action-type"):
            yield Finding(start.rule, "no push starts the pipeline: action-type lacks PUSH", _PATH)
        if lacks(detail, "action-type") or "DELETE" in sequence(detail, "action-type"):
            message = "the deletion of an image starts the pipeline too"
            yield Finding(start.rule, message, _PATH, "action-type: [PUSH]", Severity.WARNING)
        if not lacks(detail, "result") and "SUCCESS" not in sequence(detail, "result"):
            yield Finding(start.rule, "waits for pushes that failed: there is no image to release", _PATH)
        for action in start.images:
            yield from _of_revision(start, action)


def _of_repository(start: Start, detail: Mapping[str, Any]) -> Iterator[Finding]:
    wanted = [text(action.configuration, "RepositoryName") for action in start.images]
    waited = sequence(detail, "repository-name")
    if lacks(detail, "repository-name"):
        message = f"the push to any repository of the account starts the pipeline, which takes images of {wanted[0]}"
        yield Finding(start.rule, message, _PATH, f"repository-name: [{wanted[0]}]", Severity.WARNING)
    elif all(isinstance(each, str) and is_literal(each) for each in [*wanted, *waited]) and not {*wanted} & {*waited}:
        message = f"waits for pushes to {', '.join(waited)}, and the pipeline takes images of {', '.join(wanted)}"
        yield Finding(start.rule, message, _PATH, f"repository-name: [{wanted[0]}]")


def _of_revision(start: Start, action: Action) -> Iterator[Finding]:
    """Without a revision, the action takes what has its tag: it is not known whether that is what was pushed."""
    given = given_input(start.rule, start.path)
    tag = setting(action.configuration, "latest", "ImageTag")
    if given is None or not isinstance(tag, str) or image_tags(start.rule) in (None, [tag]):
        return
    if action.name not in {text(each, "actionName") for each in mappings(given, "sourceRevisions")}:
        message = f"{action.name} takes the image '{tag}', whatever was pushed: what starts it says no revision"
        yield Finding(start.rule, message, start.path, "an InputTransformer with sourceRevisions", Severity.WARNING)


RULE = Rule(
    "image-push",
    "The push of an image starts the pipeline that takes images of its repository, and the pipeline takes that image.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source-console.html",
    _check,
    """
 Resources:
   Pushed:
     Type: AWS::Events::Rule
     Properties:
       EventPattern:
         source: [aws.ecr]
         detail-type: [ECR Image Action]
-        detail: {action-type: [PUSH], result: [SUCCESS], repository-name: [shops], image-tag: [latest]}
+        detail: {action-type: [PUSH], result: [SUCCESS], repository-name: [shop], image-tag: [latest]}
       Targets:
         - Id: pipeline
           Arn: {"Fn::Sub": "arn:aws:codepipeline:us-west-2:111122223333:${Pipeline}"}
           RoleArn: arn:aws:iam::111122223333:role/events
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: ECR, Version: "1"}
               Configuration: {RepositoryName: shop}
               OutputArtifacts: [{Name: Image}]
    """,
)
