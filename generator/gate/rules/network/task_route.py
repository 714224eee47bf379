"""Systems -> tasks on Fargate whose subnet gives them no way to the image that they run."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.network import Way, endpoints, is_on_fargate, subnets_of_service, way
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import setting
from generator.problems import Severity

_CONFIGURATION = ("NetworkConfiguration", "AwsvpcConfiguration")


def _check(system: System) -> Iterator[Finding]:
    for service in filter(is_on_fargate, system.of(SERVICE)):
        public = setting(service.properties, "DISABLED", *_CONFIGURATION, "AssignPublicIp")
        for subnet in subnets_of_service(system, service):
            leads = way(system, subnet)
            known = endpoints(system, subnet)
            if leads is Way.NAT and public == "ENABLED":
                message = (
                    f"{subnet.id} leads to a NAT gateway: the public addresses of its tasks are paid for and unused"
                )
                yield Finding(service, message, (*_CONFIGURATION, "AssignPublicIp"), severity=Severity.WARNING)
            if known is None or "ecr.dkr" in known:
                continue
            if leads is Way.INTERNET and public == "DISABLED":
                message = f"{subnet.id} leads to the internet gateway, but the tasks have no public address: no image"
                hint = "set AssignPublicIp: ENABLED, or take subnets with a route to a NAT gateway"
                yield Finding(service, message, (*_CONFIGURATION, "Subnets"), hint)
            elif leads is Way.NOWHERE:
                message = f"{subnet.id} has no default route and its VPC no endpoints for ECR: tasks in it get no image"
                hint = "associate it with a route table whose default route leads to a NAT gateway"
                yield Finding(service, message, (*_CONFIGURATION, "Subnets"), hint)


RULE = Rule(
    "task-route",
    "Tasks on Fargate reach the registry: by a public address, a NAT gateway, or endpoints of their VPC.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     DependsOn: Attachment
     Properties:
       LaunchType: FARGATE
-      NetworkConfiguration: {AwsvpcConfiguration: {AssignPublicIp: DISABLED, Subnets: [{Ref: Subnet}]}}
+      NetworkConfiguration: {AwsvpcConfiguration: {AssignPublicIp: ENABLED, Subnets: [{Ref: Subnet}]}}
   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
   Gateway: {Type: AWS::EC2::InternetGateway}
   Attachment:
     Type: AWS::EC2::VPCGatewayAttachment
     Properties: {VpcId: {Ref: Vpc}, InternetGatewayId: {Ref: Gateway}}
   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.0.0/24}}
   Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: {Ref: Vpc}}}
   Route:
     Type: AWS::EC2::Route
     DependsOn: Attachment
     Properties: {RouteTableId: {Ref: Table}, DestinationCidrBlock: 0.0.0.0/0, GatewayId: {Ref: Gateway}}
   Association:
     Type: AWS::EC2::SubnetRouteTableAssociation
     Properties: {SubnetId: {Ref: Subnet}, RouteTableId: {Ref: Table}}
    """,
)
