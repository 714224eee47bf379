"""Systems -> VPCs whose tasks find no name, or no private one, since DNS is off in them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.network import is_on_fargate, subnets_of_service, vpc
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import setting

_OPTIONS = "AWS::EC2::VPCDHCPOptionsAssociation"
_NAMESPACE = "AWS::ServiceDiscovery::PrivateDnsNamespace"


def _check(system: System) -> Iterator[Finding]:
    for own in system.of("AWS::EC2::VPC"):
        answers = setting(own.properties, "true", "EnableDnsSupport").lower()
        names = setting(own.properties, "false", "EnableDnsHostnames").lower()
        if answers == "false" and _has_tasks(system, own) and not _is_answered_elsewhere(system):
            message = "answers no DNS: its tasks find neither the registry nor the logs, and do not start"
            yield Finding(own, message, ("EnableDnsSupport",), "EnableDnsSupport: true")
        for space in system.of(_NAMESPACE):
            if system.at(space.properties.get("Vpc")) is own and "false" in (answers, names):
                message = f"the names of {space.id} take EnableDnsHostnames and EnableDnsSupport: nothing finds them"
                yield Finding(own, message)


def _has_tasks(system: System, own: Resource) -> bool:
    services = filter(is_on_fargate, system.of(SERVICE))
    return any(vpc(system, subnet) is own for service in services for subnet in subnets_of_service(system, service))


def _is_answered_elsewhere(system: System) -> bool:
    """Whether a VPC may have name servers of its owner."""
    return any(system.of(_OPTIONS))


RULE = Rule(
    "vpc-dns",
    "The VPC of tasks answers their DNS queries, and has the attributes that private names take.",
    "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       LaunchType: FARGATE
       NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [{Ref: Subnet}]}}
   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.0.0/24}}
   Vpc:
     Type: AWS::EC2::VPC
-    Properties: {CidrBlock: 10.0.0.0/16, EnableDnsSupport: false}
+    Properties: {CidrBlock: 10.0.0.0/16, EnableDnsSupport: true}
    """,
)
