"""Systems -> actions that start a project, a release or a service which nobody makes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.arn import is_written_as_arn
from generator.gate.blue_green import GROUP, SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    text,
)

_TARGETS = {
    "CodeBuild": (("ProjectName", "AWS::CodeBuild::Project"),),
    "CodeDeployToECS": (("ApplicationName", "AWS::CodeDeploy::Application"), ("DeploymentGroupName", GROUP)),
    "CodeDeploy": (("ApplicationName", "AWS::CodeDeploy::Application"), ("DeploymentGroupName", GROUP)),
    "ECS": (("ClusterName", "AWS::ECS::Cluster"), ("ServiceName", SERVICE)),
}


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        for key, resource_type in _TARGETS.get(action.provider, ()):
            # Where no such thing is made at all, other hands made it.
            if not any(system.of(resource_type)):
                continue
            value = action.configuration.get(key)
            if action.provider != "ECS" and is_written_as_arn(value):
                message = f"{action.name}: {key} is a name, and here is an ARN: CodePipeline refuses it"
                yield Finding(action.pipeline, message, (*action.path, "Configuration", key))
            elif system.is_missing(resource_type, value):
                message = f"{action.name}: {key} is '{text(value)}', which nothing here makes"
                yield Finding(action.pipeline, message, (*action.path, "Configuration", key))
    for group in system.of(GROUP):
        value = group.properties.get("ApplicationName")
        applications = any(system.of("AWS::CodeDeploy::Application"))
        if applications and system.is_missing("AWS::CodeDeploy::Application", value):
            yield Finding(
                group, f"is of the application '{text(value)}', which nothing here makes", ("ApplicationName",)
            )


RULE = Rule(
    "action-target",
    "The project, application and deployment group that a pipeline starts exist under those names.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       Stages:
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
-              Configuration: {ProjectName: shop-build}
+              Configuration: {ProjectName: shop}
   Project:
     Type: AWS::CodeBuild::Project
     Properties: {Name: shop}
    """,
)
