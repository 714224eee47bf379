"""Systems -> endpoints of a VPC that its tasks ask by name, and whose security groups keep the tasks out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.network import ENDPOINT, is_on_fargate, subnets_of_service, vpc
from generator.gate.rule import Finding, Rule
from generator.gate.security_group import groups, ingress
from generator.gate.system import Resource, System
from generator.gate.value import at, lacks, setting, text

_HTTPS = 443
_ASKED = ("ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm")
"""What tasks on Fargate ask to begin."""
_CONFIGURATION = ("NetworkConfiguration", "AwsvpcConfiguration")


def _check(system: System) -> Iterator[Finding]:
    for endpoint in system.of(ENDPOINT):
        if setting(endpoint.properties, "Gateway", "VpcEndpointType") != "Interface" or not _is_asked(endpoint):
            continue
        for service in filter(is_on_fargate, system.of(SERVICE)):
            if not _is_beside(system, endpoint, service):
                continue
            tasks = groups(system, at(service.properties, *_CONFIGURATION, "SecurityGroups"))
            if tasks is not None and (message := _closed(system, endpoint, tasks)):
                yield Finding(endpoint, message, ("SecurityGroupIds",), "let TCP to port 443 in from the tasks")


def _closed(system: System, endpoint: Resource, tasks: list[Resource]) -> str:
    if lacks(endpoint.properties, "SecurityGroupIds"):
        return (
            ""
            if _is_default_opened(system)
            else (f"has the default group of its VPC, which lets in what is in that group alone: not {tasks[0].id}")
        )
    own = groups(system, endpoint.properties.get("SecurityGroupIds"))
    openings = [ingress(system, group) for group in own or []]
    if not own or any(each is None for each in openings):
        return ""
    admitted = [opening for each in openings for opening in each or () if opening.carries(_HTTPS)]
    if any(opening.is_for(system, tasks, "SourceSecurityGroupId") for opening in admitted):
        return ""
    return f"{own[0].id} does not let {tasks[0].id} to port {_HTTPS}: tasks that ask for it get no answer"


def _is_asked(endpoint: Resource) -> bool:
    """Whether tasks come to it by the service's public name, as they do unless its private names are off."""
    service = text(endpoint.properties, "ServiceName").partition("amazonaws.")[2].partition(".")[2]
    return service in _ASKED and setting(endpoint.properties, "true", "PrivateDnsEnabled") == "true"


def _is_beside(system: System, endpoint: Resource, service: Resource) -> bool:
    own = vpc(system, endpoint)
    return own is not None and any(vpc(system, subnet) is own for subnet in subnets_of_service(system, service))


def _is_default_opened(system: System) -> bool:
    """Whether something may let more into a default group."""
    return any(
        "DefaultSecurityGroup" in text(rule.properties, "GroupId") or lacks(rule.properties, "GroupId")
        for rule in system.of("AWS::EC2::SecurityGroupIngress")
    )


RULE = Rule(
    "endpoint-ingress",
    "The security group of an endpoint lets the tasks of its VPC in by HTTPS.",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       LaunchType: FARGATE
       NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [{Ref: Subnet}], SecurityGroups: [{Ref: Tasks}]}}
   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.0.0/24}}
   Tasks: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: tasks, VpcId: {Ref: Vpc}}}
   Group:
     Type: AWS::EC2::SecurityGroup
     Properties:
       GroupDescription: endpoints
       VpcId: {Ref: Vpc}
-      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: {Ref: Tasks}}]
+      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: {Ref: Tasks}}]
   Logs:
     Type: AWS::EC2::VPCEndpoint
     Properties:
       VpcId: {Ref: Vpc}
       VpcEndpointType: Interface
       PrivateDnsEnabled: true
       ServiceName: com.amazonaws.us-west-2.logs
       SubnetIds: [{Ref: Subnet}]
       SecurityGroupIds: [{Ref: Group}]
    """,
)
