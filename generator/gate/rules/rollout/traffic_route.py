"""Systems -> deployment groups whose listeners are the same, or belong to two load balancers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.blue_green import LISTENER, TARGET_GROUP, Release, releases
from generator.gate.forwarding import forwards, forwards_of, rules_at, rules_of
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_unknown, mappings, text


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
                if reason := _astray(system, listener, release):
                    yield Finding(release.group, f"{listener.id} forwards to {reason}", path)
            elif full_name := _full_name(arn):
                balancers.add(full_name)
                if reason := _unreached(system, arn, release):
                    yield Finding(release.group, reason, path)
        if len(balancers) > 1 and "" not in balancers:
            yield Finding(
                release.group, "the production and the test listener belong to different load balancers", path
            )


def _unreached(system: System, arn: str, release: Release) -> str:
    """Why no request comes to a release from a listener that exists already; nothing where one may."""
    own = {group.token for group in release.target_groups}
    rules = rules_at(system, arn)
    reached = {group for rule in rules for forward in forwards_of(rule) for group in forward.weights}
    is_known = system.is_whole and len(own) == 2 and not any(is_unknown(rule.properties) for rule in rules)
    if not is_known or not rules or reached & own:
        return ""
    return f"no rule on {arn} forwards to one of its target groups, so that CodeDeploy refuses to begin"


def _full_name(arn: str) -> str:
    """The load balancer of a listener that exists already, in its ARN; empty where that is not known."""
    return "/".join(arn.split("/")[1:4]) if is_literal(arn) and ":listener/app/" in arn else ""


def _astray(system: System, listener: Resource, release: Release) -> str:
    """What a listener forwards to in place of the release's target groups; nothing where it may be one of them."""
    rules = rules_of(system, listener)
    actions = [*mappings(listener.properties, "DefaultActions"), *(each for rule in rules for each in _actions(rule))]
    if actions and all(text(action, "Type") not in ("forward", "") for action in actions):
        return "no target group"
    own = [group.token for group in release.target_groups]
    reached = {group for forward in forwards(system, listener) for group in forward.weights}
    is_known = len(own) == 2 and all(system.find(TARGET_GROUP, group) for group in reached)
    if is_known and not any(is_unknown(action) for action in actions) and not reached & {*own}:
        return "other target groups alone: CodeDeploy finds neither of its own there, and the release fails"
    return ""


def _actions(rule: Resource) -> list[Mapping[str, Any]]:
    return mappings(rule.properties, "Actions")


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
