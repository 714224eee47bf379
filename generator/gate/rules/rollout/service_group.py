"""Systems -> services that two deployment groups are to release."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE, releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System


def _check(system: System) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Resource] = {}
    for release in releases(system):
        for cluster, name in release.services:
            service = system.find(SERVICE, name)
            key = (service.token, "") if service is not None else (cluster, name)
            if not all((cluster, name)):
                continue
            other = seen.setdefault(key, release.group)
            conditions = other.body.get("Condition"), release.group.body.get("Condition")
            is_either = None not in conditions and conditions[0] != conditions[1]
            if other is not release.group and not is_either:
                message = f"{other.id} is for the same service: CodeDeploy takes one deployment group for each"
                yield Finding(release.group, message, ("ECSServices",))


RULE = Rule(
    "service-group",
    "A service is released by one deployment group.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       LoadBalancerInfo: &pair
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ['arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop']}
       AlarmConfiguration: &alarms {Enabled: true, Alarms: [{Name: errors}]}
       AutoRollbackConfiguration: &back {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
   Other:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
-      ECSServices: [{ClusterName: shop, ServiceName: shop}]
+      ECSServices: [{ClusterName: shop, ServiceName: cart}]
       LoadBalancerInfo: *pair
       AlarmConfiguration: *alarms
       AutoRollbackConfiguration: *back
    """,
)
