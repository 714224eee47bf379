"""Systems -> ECS deployment groups with an option for EC2 instances."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mapping,
)


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        if "GreenFleetProvisioningOption" in mapping(release.group.properties, "BlueGreenDeploymentConfiguration"):
            message = "GreenFleetProvisioningOption is for EC2 instances; CodeDeploy refuses it for ECS"
            path = ("BlueGreenDeploymentConfiguration", "GreenFleetProvisioningOption")
            yield Finding(release.group, message, path)


RULE = Rule(
    "green-fleet",
    "A deployment group for ECS says nothing of fleets of EC2 instances.",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueGreenDeploymentConfiguration.html",
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
-      BlueGreenDeploymentConfiguration: {GreenFleetProvisioningOption: {Action: DISCOVER_EXISTING}}
    """,
)
