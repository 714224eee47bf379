"""Systems -> pipelines that deploy to ECS with the provider for EC2, which never registers a task definition."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.blue_green import releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    text,
)


def _check(system: System) -> Iterator[Finding]:
    groups = {release.group.name for release in releases(system)}
    for action in actions(system):
        if action.category != "Deploy" or action.provider != "CodeDeploy":
            continue
        name = text(action.configuration, "DeploymentGroupName")
        group = system.at(name)
        is_ecs = name in groups or (group is not None and "ECSServices" in group.properties)
        if is_ecs or "AppSpecTemplateArtifact" in action.configuration:
            message = (
                f"{action.name} deploys to ECS with the provider CodeDeploy, which registers no task definition: "
                "every release runs the old image"
            )
            hint = "use the provider CodeDeployToECS, with taskdef.json and imageDetail.json from the build"
            yield Finding(action.pipeline, message, (*action.path, "ActionTypeId", "Provider"), hint)


RULE = Rule(
    "ecs-provider",
    "A pipeline deploys to ECS with CodeDeployToECS, not with CodeDeploy.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ['arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop']}
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
       DeploymentGroupName: shop
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
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
-              ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CodeDeploy, Version: "1"}
+              ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CodeDeployToECS, Version: "1"}
               InputArtifacts: [{Name: Built}]
               Configuration:
                 ApplicationName: shop
                 DeploymentGroupName: shop
+                TaskDefinitionTemplateArtifact: Built
+                AppSpecTemplateArtifact: Built
    """,
)
