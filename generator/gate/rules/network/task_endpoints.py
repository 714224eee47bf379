"""Systems -> tasks without a way to the internet whose VPC lacks an endpoint that they need to start."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.network import Way, endpoints, is_on_fargate, subnets_of_service, way
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import mappings, setting, text

_IMAGES = frozenset({"ecr.api", "ecr.dkr", "s3"})
_CONFIGURATION = ("NetworkConfiguration", "AwsvpcConfiguration")


def _check(system: System) -> Iterator[Finding]:
    needed = _IMAGES | _needed(system)
    for service in filter(is_on_fargate, system.of(SERVICE)):
        public = setting(service.properties, "DISABLED", *_CONFIGURATION, "AssignPublicIp")
        missing: set[str] = set()
        for subnet in subnets_of_service(system, service):
            leads, known = way(system, subnet), endpoints(system, subnet)
            is_closed = leads is Way.NOWHERE or (leads is Way.INTERNET and public == "DISABLED")
            if is_closed and known is not None and "ecr.dkr" in known:
                missing |= needed - known
        if missing:
            message = (
                f"its tasks have no way to the internet, and their VPC no endpoint for {', '.join(sorted(missing))}"
            )
            yield Finding(service, message, (*_CONFIGURATION, "Subnets"))


def _needed(system: System) -> set[str]:
    """What the containers' logs and secrets are asked of."""
    found = set()
    for task in system.tasks:
        for container in mappings(task.properties, "ContainerDefinitions"):
            if text(container, "LogConfiguration", "LogDriver") == "awslogs":
                found.add("logs")
            for secret in mappings(container, "Secrets"):
                name = text(secret, "ValueFrom")
                if ":secretsmanager:" in name:
                    found.add("secretsmanager")
                elif ":ssm:" in name:
                    found.add("ssm")
    return found


RULE = Rule(
    "task-endpoints",
    "Tasks without a way to the internet have endpoints for their image, its layers, their logs and their secrets.",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       LaunchType: FARGATE
       NetworkConfiguration: {AwsvpcConfiguration: {AssignPublicIp: DISABLED, Subnets: [{Ref: Subnet}]}}
   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.0.0/24}}
   Beside: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.1.0/24}}
   Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: {Ref: Vpc}}}
   Association:
     Type: AWS::EC2::SubnetRouteTableAssociation
     Properties: {SubnetId: {Ref: Beside}, RouteTableId: {Ref: Table}}
   Api:
     Type: AWS::EC2::VPCEndpoint
     Properties: {VpcId: {Ref: Vpc}, VpcEndpointType: Interface, ServiceName: com.amazonaws.us-west-2.ecr.api}
   Images:
     Type: AWS::EC2::VPCEndpoint
     Properties: {VpcId: {Ref: Vpc}, VpcEndpointType: Interface, ServiceName: com.amazonaws.us-west-2.ecr.dkr}
+  Layers:
+    Type: AWS::EC2::VPCEndpoint
+    Properties: {VpcId: {Ref: Vpc}, ServiceName: com.amazonaws.us-west-2.s3, RouteTableIds: [{Ref: Table}]}
    """,
)
