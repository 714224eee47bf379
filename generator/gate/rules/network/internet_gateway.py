"""Systems -> routes to an internet gateway that is not attached to their VPC."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.network import ATTACHMENT, INTERNET_GATEWAY, ROUTE, vpc
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_unknown


def _check(system: System) -> Iterator[Finding]:
    attachments = list(system.of(ATTACHMENT))
    if any(is_unknown(each.properties) for each in attachments):
        return
    for route in system.of(ROUTE):
        gateway = system.at(route.properties.get("GatewayId"))
        table = system.at(route.properties.get("RouteTableId"))
        if gateway is None or gateway.type != INTERNET_GATEWAY or table is None:
            continue
        own = [each for each in attachments if system.at(each.properties.get("InternetGatewayId")) is gateway]
        if not own:
            message = f"leads to {gateway.id}, which is attached to no VPC: EC2 refuses the route"
            yield Finding(route, message, ("GatewayId",))
        elif vpc(system, table) and all(vpc(system, each) not in (None, vpc(system, table)) for each in own):
            message = f"leads to {gateway.id}, which is attached to another VPC than {table.id} is of"
            yield Finding(route, message, ("GatewayId",))


RULE = Rule(
    "internet-gateway",
    "A route leads to an internet gateway that is attached to the VPC of its table.",
    "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
    _check,
    """
 Resources:
   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
+  Attachment:
+    Type: AWS::EC2::VPCGatewayAttachment
+    Properties: {VpcId: {Ref: Vpc}, InternetGatewayId: {Ref: Gateway}}
   Gateway: {Type: AWS::EC2::InternetGateway}
   Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: {Ref: Vpc}}}
   Route:
     Type: AWS::EC2::Route
+    DependsOn: Attachment
     Properties: {RouteTableId: {Ref: Table}, DestinationCidrBlock: 0.0.0.0/0, GatewayId: {Ref: Gateway}}
    """,
)
