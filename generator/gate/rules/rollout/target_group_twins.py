"""Systems -> pairs of target groups of which one behaves unlike the other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import TARGET_GROUP, releases
from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown
from generator.problems import Severity

_SAME = (
    "HealthCheckEnabled",
    "HealthCheckIntervalSeconds",
    "HealthCheckPath",
    "HealthCheckPort",
    "HealthCheckProtocol",
    "HealthCheckTimeoutSeconds",
    "HealthyThresholdCount",
    "Matcher",
    "Port",
    "Protocol",
    "ProtocolVersion",
    "TargetGroupAttributes",
    "TargetType",
    "UnhealthyThresholdCount",
    "VpcId",
)


def _check(system: System) -> Iterator[Finding]:
    for one, other in _pairs(system):
        for key in _SAME:
            if is_unknown(one.properties, key):
                continue
            if one.properties.get(key) != other.properties.get(key):
                message = f"{key} is not that of {one.id}: every other release would behave differently"
                yield Finding(other, message, (key,))


def _pairs(system: System) -> Iterator[tuple[Resource, Resource]]:
    """The target groups between which CodeDeploy or ECS shifts, where templates make both."""
    for release in releases(system):
        if len(groups := release.target_groups) == 2:
            yield groups[0], groups[1]
    for native in natives(system):
        for swap in native.swaps:
            one, other = (system.find(TARGET_GROUP, group) for group in swap.groups)
            if one and other:
                yield one, other


RULE = Rule(
    "target-group-twins",
    "The two target groups of a release are alike in all but their names.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-load-balancer-for-ecs.html",
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
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-blue, TargetType: ip, Port: 3000, HealthCheckPath: /health}
   Green:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
-    Properties: {Name: shop-green, TargetType: ip, Port: 3000, HealthCheckPath: /}
+    Properties: {Name: shop-green, TargetType: ip, Port: 3000, HealthCheckPath: /health}
    """,
    severity=Severity.WARNING,
)
