"""Systems -> deployment configurations that are not for ECS."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    text,
)

_PREDEFINED = {
    "CodeDeployDefault.ECSAllAtOnce",
    "CodeDeployDefault.ECSCanary10Percent15Minutes",
    "CodeDeployDefault.ECSCanary10Percent5Minutes",
    "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
    "CodeDeployDefault.ECSLinear10PercentEvery3Minutes",
}


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        application = system.find("AWS::CodeDeploy::Application", release.group.properties.get("ApplicationName"))
        if application and text(application.properties, "ComputePlatform") != "ECS":
            yield Finding(application, "the application of an ECS group has ComputePlatform ECS", ("ComputePlatform",))
        name = text(release.group.properties, "DeploymentConfigName")
        path = ("DeploymentConfigName",)
        config = system.find("AWS::CodeDeploy::DeploymentConfig", name)
        if name.startswith("CodeDeployDefault.") and name not in _PREDEFINED:
            yield Finding(release.group, f"{name} is no deployment configuration for ECS", path)
        elif f"CodeDeployDefault.{name}" in _PREDEFINED and config is None:
            message = f"there is no {name}: it is CodeDeployDefault.{name}"
            yield Finding(release.group, message, path)
        elif config and text(config.properties, "ComputePlatform") != "ECS":
            yield Finding(
                config, "a deployment configuration for an ECS group has ComputePlatform ECS", ("ComputePlatform",)
            )


RULE = Rule(
    "deployment-config",
    "Application and deployment configuration of an ECS deployment group are for ECS.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html",
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
-      DeploymentConfigName: CodeDeployDefault.LambdaCanary10Percent5Minutes
+      DeploymentConfigName: CodeDeployDefault.ECSCanary10Percent5Minutes
    """,
)
