"""Systems -> releases that users test: the production and the test listener are exchanged."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER_RULE, SERVICE, releases
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import mappings, number, text

_USERS = frozenset({80, 443})


def _check(system: System) -> Iterator[Finding]:
    for place, path, production, test in _pairs(system):
        own, tests = (number(each.properties, "Port") for each in (production, test))
        if own is not None and tests in _USERS and own not in _USERS:
            message = (
                f"takes port {tests} for its tests and port {own} for its users: who opens the site gets what is not "
                "released, and the canary's share is of nobody"
            )
            yield Finding(place, message, path, "exchange the production and the test listener")


def _pairs(system: System) -> Iterator[tuple[Resource, Path, Resource, Resource]]:
    """What says so, where, and the two listeners."""
    for release in releases(system):
        for one in release.listeners("ProdTrafficRoute"):
            for other in release.listeners("TestTrafficRoute"):
                production, test = _listener(system, one), _listener(system, other)
                if production and test:
                    yield release.group, ("LoadBalancerInfo", "TargetGroupPairInfoList"), production, test
    for service in system.of(SERVICE):
        for index, balancer in enumerate(mappings(service.properties, "LoadBalancers")):
            keys = ("ProductionListenerRule", "TestListenerRule")
            production, test = (_listener(system, text(balancer, "AdvancedConfiguration", key)) for key in keys)
            if production and test:
                yield service, ("LoadBalancers", index, "AdvancedConfiguration"), production, test


def _listener(system: System, reference: str) -> Resource | None:
    found = system.at(reference)
    if found is not None and found.type == LISTENER_RULE:
        return system.at(found.properties.get("ListenerArn"))
    return found


RULE = Rule(
    "swapped-listeners",
    "Users reach the production listener, and nobody but testers the test listener.",
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
-            ProdTrafficRoute: {ListenerArns: [{Ref: Test}]}
-            TestTrafficRoute: {ListenerArns: [{Ref: Production}]}
+            ProdTrafficRoute: {ListenerArns: [{Ref: Production}]}
+            TestTrafficRoute: {ListenerArns: [{Ref: Test}]}
   Production: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 80, Protocol: HTTP}}
   Test: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 9001, Protocol: HTTP}}
    """,
)
