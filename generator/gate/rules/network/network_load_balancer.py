"""Systems -> canaries behind a network load balancer, which can only shift everything at once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    text,
)


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        protocols = {text(group.properties, "Protocol") for group in release.target_groups}
        name = text(release.group.properties, "DeploymentConfigName")
        if protocols & {"TCP", "TLS", "UDP", "TCP_UDP"} and name != "CodeDeployDefault.ECSAllAtOnce":
            message = "behind a network load balancer traffic shifts at once: the one configuration is ECSAllAtOnce"
            yield Finding(release.group, message, ("DeploymentConfigName",))


RULE = Rule(
    "network-load-balancer",
    "Behind a network load balancer, a release shifts all traffic at once.",
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
-      DeploymentConfigName: CodeDeployDefault.ECSCanary10Percent5Minutes
+      DeploymentConfigName: CodeDeployDefault.ECSAllAtOnce
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-blue, TargetType: ip, Port: 3000, Protocol: TCP}
    """,
)
