"""Systems -> ECS deployment groups that are not blue/green."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mapping,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        style = mapping(release.group.properties, "DeploymentStyle")
        said = text(style, "DeploymentType"), text(style, "DeploymentOption")
        if said != ("BLUE_GREEN", "WITH_TRAFFIC_CONTROL"):
            message = "an ECS deployment is of type BLUE_GREEN, WITH_TRAFFIC_CONTROL"
            yield Finding(release.group, message, ("DeploymentStyle",))


RULE = Rule(
    "deployment-style",
    "A deployment group for ECS is BLUE_GREEN and WITH_TRAFFIC_CONTROL.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ['arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop']}
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
-      DeploymentStyle: {DeploymentType: IN_PLACE, DeploymentOption: WITH_TRAFFIC_CONTROL}
+      DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
    """,
)
