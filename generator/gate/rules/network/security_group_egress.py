"""Systems -> load balancers that may not send traffic to the port of the tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mappings,
    number,
    sequence,
    text,
)

_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"


def _check(system: System) -> Iterator[Finding]:
    ports = {
        number(balancer, "ContainerPort")
        for service in system.of(SERVICE)
        for balancer in mappings(service.properties, "LoadBalancers")
    } - {None}
    for balancer in system.of(_BALANCER):
        for group in map(system.at, sequence(balancer.properties, "SecurityGroups")):
            if group is None or "SecurityGroupEgress" not in group.properties:
                continue
            rules = mappings(group.properties, "SecurityGroupEgress")
            for port in sorted(port for port in ports if port is not None):
                if not any(_lets_out(rule, port) for rule in rules):
                    message = f"the load balancer may not send anything to port {port} of the tasks"
                    yield Finding(group, message, ("SecurityGroupEgress",))


def _lets_out(rule: Any, port: int) -> bool:
    is_all = text(rule, "IpProtocol") == "-1"
    return is_all or (number(rule, "FromPort") or 0) <= port <= (number(rule, "ToPort") or 0)


RULE = Rule(
    "security-group-egress",
    "The load balancer's security group lets it send traffic to the container's port.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
    _check,
    """
 Resources:
   Balancer:
     Type: AWS::ElasticLoadBalancingV2::LoadBalancer
     Properties: {SecurityGroups: [{Ref: Group}]}
   Group:
     Type: AWS::EC2::SecurityGroup
     Properties:
       GroupDescription: load balancer
-      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16}]
+      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: 10.0.0.0/16}]
   Service:
     Type: AWS::ECS::Service
     Properties:
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: arn}]
    """,
)
