"""Systems -> pipelines that skip a release, or run two at once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import PIPELINE, actions_of
from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.stack_update import stack_updates
from generator.gate.system import System
from generator.gate.trigger import pushes
from generator.gate.value import text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    shifted = {native.service.template.stack for native in natives(system)}
    updating = {each.action.pipeline.token for each in stack_updates(system) if each.template.stack in shifted}
    for pipeline in system.of(PIPELINE):
        mode = text(pipeline.properties, "ExecutionMode") or "SUPERSEDED"
        is_releasing = any(action.provider == "CodeDeployToECS" for action in actions_of(pipeline))
        if not is_releasing and pipeline.token not in updating:
            continue
        if mode == "PARALLEL":
            message = "ExecutionMode is PARALLEL: a second release fails while the first one shifts traffic"
        elif mode == "SUPERSEDED" and any("Tags" in push for _, push in pushes(pipeline)):
            message = "ExecutionMode is SUPERSEDED: a version that waits is dropped when a newer one is tagged"
        else:
            continue
        yield Finding(pipeline, message, ("ExecutionMode",))


RULE = Rule(
    "execution-mode",
    "A pipeline that releases does one release after the other, and each version.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       PipelineType: V2
-      ExecutionMode: PARALLEL
+      ExecutionMode: QUEUED
       Stages:
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
               Configuration: {ProjectName: shop}
               OutputArtifacts: [{Name: Built}]
         - Name: Deploy
           Actions:
             - Name: Deploy
               ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CodeDeployToECS, Version: "1"}
               InputArtifacts: [{Name: Built}]
               Configuration:
                 ApplicationName: shop
                 DeploymentGroupName: shop
                 TaskDefinitionTemplateArtifact: Built
                 AppSpecTemplateArtifact: Built
    """,
    severity=Severity.WARNING,
)
