"""Systems -> tasks on Fargate that may not open the connections which start them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.network import endpoints, is_on_fargate, subnets_of_service
from generator.gate.rule import Finding, Rule
from generator.gate.security_group import Opening, egress, groups
from generator.gate.system import System
from generator.gate.value import at, is_literal, text

_HTTPS = 443


def _check(system: System) -> Iterator[Finding]:
    for service in filter(is_on_fargate, system.of(SERVICE)):
        listed = at(service.properties, "NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
        own = groups(system, listed) or []
        lets_out = [egress(system, group) for group in own]
        by_endpoint = [endpoints(system, subnet) for subnet in subnets_of_service(system, service)]
        if not own or any(known is None or "ecr.dkr" in known for known in by_endpoint):
            continue
        if any(each is None or any(map(_leads_out, each)) for each in lets_out):
            continue
        message = f"its tasks may open no HTTPS connection out of their network: {own[0].id} lets none out, so no image"
        yield Finding(own[0], message, ("SecurityGroupEgress",), "let TCP to port 443 of 0.0.0.0/0 out")


def _leads_out(opening: Opening) -> bool:
    """Whether HTTPS may get to AWS by it: to an address that is not a private one, or to whom it does not say."""
    if not opening.carries(_HTTPS):
        return False
    cidr = text(opening.rule, "CidrIp") or text(opening.rule, "CidrIpv6")
    if not is_literal(cidr):
        return True
    try:
        network = ipaddress.ip_network(cidr, strict=False)
    except ValueError:
        return True
    return network.prefixlen == 0 or not network.is_private


RULE = Rule(
    "task-egress",
    "The security group of tasks lets them reach the registry, the logs and their secrets by HTTPS.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       LaunchType: FARGATE
       NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-1], SecurityGroups: [{Ref: Group}]}}
   Group:
     Type: AWS::EC2::SecurityGroup
     Properties:
       GroupDescription: Tasks
-      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 0, ToPort: 65535, CidrIp: 10.0.0.0/16}]
+      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 0, ToPort: 65535, CidrIp: 0.0.0.0/0}]
    """,
)
