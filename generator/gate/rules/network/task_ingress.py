"""Systems -> tasks that answer everybody beside the load balancer which is in front of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.forwarding import behind, forwards_of, rules_elsewhere
from generator.gate.network import BALANCER
from generator.gate.rule import Finding, Rule
from generator.gate.security_group import groups, ingress
from generator.gate.system import System
from generator.gate.value import at, mappings, text
from generator.problems import Severity

_EVERYBODY = ("0.0.0.0/0", "::/0")


def _check(system: System) -> Iterator[Finding]:
    balanced = [
        service
        for balancer in system.of(BALANCER)
        if text(balancer.properties, "Type") in ("", "application")
        for service, _ in behind(system, balancer)
    ]
    by_rule = {group for rule in rules_elsewhere(system) for forward in forwards_of(rule) for group in forward.weights}
    for service in system.of(SERVICE):
        own = {text(each, "TargetGroupArn") for each in mappings(service.properties, "LoadBalancers")}
        # Only application load balancers have rules.
        if not (own & by_rule or any(service is each for each in balanced)):
            continue
        listed = at(service.properties, "NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
        for group in groups(system, listed) or ():
            for opening in ingress(system, group) or ():
                source = text(opening.rule, "CidrIp") or text(opening.rule, "CidrIpv6")
                if source in _EVERYBODY:
                    yield Finding(opening.place, _message(source, service.id), hint="name the balancer's group")


def _message(source: str, service: str) -> str:
    return f"lets {source} to the tasks of {service}: what comes past the load balancer meets no listener and no canary"


RULE = Rule(
    "task-ingress",
    "Tasks behind a load balancer take requests from the load balancer, and not from everybody.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html",
    _check,
    """
 Resources:
   Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {SecurityGroups: [{Ref: Front}]}}
   Front:
     Type: AWS::EC2::SecurityGroup
     Properties: {GroupDescription: load balancer}
   Tasks:
     Type: AWS::EC2::SecurityGroup
     Properties:
       GroupDescription: tasks
-      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: 0.0.0.0/0}]
+      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, SourceSecurityGroupId: {Ref: Front}}]
   Service:
     Type: AWS::ECS::Service
     Properties:
       NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-1], SecurityGroups: [{Ref: Tasks}]}}
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: arn}]
    """,
    severity=Severity.WARNING,
)
