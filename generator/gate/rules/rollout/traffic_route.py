"""Systems -> deployment groups whose listeners are the same, or belong to two load balancers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER, LISTENER_RULE, releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import (
    mappings,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        path = ("LoadBalancerInfo", "TargetGroupPairInfoList")
        production, test = release.listeners("ProdTrafficRoute"), release.listeners("TestTrafficRoute")
        for shared in set(production) & set(test):
            yield Finding(release.group, f"{shared} is both the production and the test listener", path)
        balancers = set()
        for arn in (*production, *test):
            listener = system.at(arn)
            if listener and listener.type != LISTENER:
                yield Finding(release.group, f"{listener.id} is no listener but a {listener.type}", path)
            elif listener:
                balancers.add(text(listener.properties, "LoadBalancerArn"))
                if _redirects(system, listener):
                    yield Finding(release.group, f"{listener.id} forwards to no target group", path)
        if len(balancers) > 1 and "" not in balancers:
            yield Finding(
                release.group, "the production and the test listener belong to different load balancers", path
            )


def _redirects(system: System, listener: Resource) -> bool:
    """Whether nothing on the listener ever forwards."""
    actions_ = mappings(listener.properties, "DefaultActions")
    for rule in system.of(LISTENER_RULE):
        if system.at(rule.properties.get("ListenerArn")) is listener:
            actions_ += mappings(rule.properties, "Actions")
    return bool(actions_) and all(text(action, "Type") not in ("forward", "") for action in actions_)


RULE = Rule(
    "traffic-route",
    "The production and the test listener are two listeners of one load balancer, and forward traffic.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-load-balancer-for-ecs.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: [{Ref: Production}]}
-            TestTrafficRoute: {ListenerArns: [{Ref: Production}]}
+            TestTrafficRoute: {ListenerArns: [{Ref: Test}]}
   Production:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties: {Port: 80, Protocol: HTTP, LoadBalancerArn: {Ref: Balancer}, DefaultActions: [{Type: forward}]}
   Test:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties: {Port: 8080, Protocol: HTTP, LoadBalancerArn: {Ref: Balancer}, DefaultActions: [{Type: forward}]}
   Balancer:
     Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    """,
)
