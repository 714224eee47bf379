"""Systems -> test listeners that everybody on the internet reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.blue_green import LISTENER, releases
from generator.gate.native import TEST_RULE, natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import mappings, number, sequence, text
from generator.problems import Severity

_INGRESS = "AWS::EC2::SecurityGroupIngress"
_WORLD = frozenset({"0.0.0.0/0", "::/0"})


def _check(system: System) -> Iterator[Finding]:
    for listener in _listeners(system):
        port = number(listener.properties, "Port")
        balancer = system.at(text(listener.properties, "LoadBalancerArn"))
        if port is None or balancer is None:
            continue
        for group in filter(None, map(system.at, sequence(balancer.properties, "SecurityGroups"))):
            for place, rule in _rules(system, group):
                if _opens(rule, port):
                    message = f"everybody reaches port {port}, and behind it versions that are not released"
                    yield Finding(place, message, hint="let in the addresses of those who test")


def _listeners(system: System) -> list[Resource]:
    """The test listeners of CodeDeploy's releases, and those whose rules ECS tests with, each once."""
    listed = [system.at(arn) for release in releases(system) for arn in release.listeners("TestTrafficRoute")]
    swaps = (swap for native in natives(system) for swap in native.swaps)
    listed += [swap.listener(system, TEST_RULE) for swap in swaps]
    return list({each.token: each for each in listed if each is not None and each.type == LISTENER}.values())


def _rules(system: System, group: Resource) -> Iterator[tuple[Resource, Mapping[str, Any]]]:
    for rule in mappings(group.properties, "SecurityGroupIngress"):
        yield group, rule
    for resource in system.of(_INGRESS):
        if system.at(resource.properties.get("GroupId")) is group:
            yield resource, resource.properties


def _opens(rule: Mapping[str, Any], port: int) -> bool:
    is_world = text(rule, "CidrIp") in _WORLD or text(rule, "CidrIpv6") in _WORLD
    first, last = number(rule, "FromPort") or 0, number(rule, "ToPort") or 0
    return is_world and (text(rule, "IpProtocol") == "-1" or first <= port <= last)


RULE = Rule(
    "open-test-listener",
    "The test listener, behind which a version is that nobody has released yet, is not open to the whole internet.",
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
             TestTrafficRoute: {ListenerArns: [{Ref: Test}]}
   Production:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties: {Port: 80, Protocol: HTTP, LoadBalancerArn: {Ref: Balancer}, DefaultActions: [{Type: forward}]}
   Test:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties: {Port: 9001, Protocol: HTTP, LoadBalancerArn: {Ref: Balancer}, DefaultActions: [{Type: forward}]}
   Balancer:
     Type: AWS::ElasticLoadBalancingV2::LoadBalancer
     Properties: {SecurityGroups: [{Ref: BalancerGroup}]}
   BalancerGroup:
     Type: AWS::EC2::SecurityGroup
     Properties:
       GroupDescription: load balancer
       SecurityGroupIngress:
         - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}
-        - {IpProtocol: tcp, FromPort: 9001, ToPort: 9001, CidrIp: 0.0.0.0/0}
+        - {IpProtocol: tcp, FromPort: 9001, ToPort: 9001, CidrIp: 203.0.113.7/32}
    """,
    severity=Severity.ADVICE,
)
