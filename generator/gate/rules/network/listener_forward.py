"""Systems -> listeners that do not lead to the service's target group, on which CodeDeploy fails the first release."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER, SERVICE, releases
from generator.gate.forwarding import rules_at, rules_of
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, mappings, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    services = {
        text(balancer, "TargetGroupArn"): service
        for service in system.of(SERVICE)
        for balancer in mappings(service.properties, "LoadBalancers")
    }
    for release in releases(system):
        if release.service is None:
            continue
        balancers = mappings(release.service.properties, "LoadBalancers")
        if any(is_unknown(balancer, "TargetGroupArn") for balancer in balancers):
            continue
        live = {text(balancer, "TargetGroupArn") for balancer in balancers}
        # A listener of several services has rules for each.
        others = {arn for arn, service in services.items() if service is not release.service}
        for route in ("ProdTrafficRoute", "TestTrafficRoute"):
            for arn in release.listeners(route):
                for place, forwarded in _forwards(system, arn):
                    if not forwarded & live and not forwarded & others:
                        message = (
                            "does not forward to the target group of the service, so that CodeDeploy refuses to begin"
                        )
                        # Before the first release nobody calls the test listener; after it, it is where it should be.
                        severity = Severity.ADVICE if route == "TestTrafficRoute" else Severity.ERROR
                        yield Finding(place, message, severity=severity)


def _forwards(system: System, arn: str) -> Iterator[tuple[Resource, set[str]]]:
    """Everything on a listener that forwards, with the target groups that get some of the traffic."""
    listener = system.at(arn)
    if listener is not None and listener.type != LISTENER:
        return
    rules = [(rule, "Actions") for rule in (rules_of(system, listener) if listener else rules_at(system, arn))]
    for place, key in [(listener, "DefaultActions"), *rules] if listener else rules:
        found = set()
        for action in mappings(place.properties, key):
            if text(action, "Type") == "forward":
                found.add(text(action, "TargetGroupArn"))
                found |= {text(group, "TargetGroupArn") for group in mappings(action, "ForwardConfig", "TargetGroups")}
        if found - {""}:
            yield place, found


RULE = Rule(
    "listener-forward",
    "Before the first release, the production and the test listener forward to the target group of the service.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html",
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
   Service:
     Type: AWS::ECS::Service
     Properties:
       ServiceName: shop
       DeploymentController: {Type: CODE_DEPLOY}
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: {Ref: Blue}}]
     DependsOn: Production
   Production:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties:
       Port: 80
       Protocol: HTTP
-      DefaultActions: [{Type: forward, TargetGroupArn: {Ref: Green}}]
+      DefaultActions: [{Type: forward, TargetGroupArn: {Ref: Blue}}]
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-blue, TargetType: ip, Port: 3000}
   Green:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-green, TargetType: ip, Port: 3000}
    """,
)
