"""Systems -> NAT gateways that cannot reach the internet themselves."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.network import NAT_GATEWAY, SUBNET, Way, way
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import lacks, setting


def _check(system: System) -> Iterator[Finding]:
    for gateway in system.of(NAT_GATEWAY):
        if setting(gateway.properties, "public", "ConnectivityType") != "public":
            continue
        # A regional gateway has no subnet, and its addresses may be Amazon's.
        if setting(gateway.properties, "zonal", "AvailabilityMode") != "zonal":
            continue
        if lacks(gateway.properties, "AllocationId"):
            yield Finding(gateway, "a NAT gateway for the internet needs an address: AllocationId")
        subnet = system.at(gateway.properties.get("SubnetId"))
        if subnet is not None and subnet.type == SUBNET and way(system, subnet) in (Way.NAT, Way.NOWHERE):
            message = f"stands in {subnet.id}, whose default route leads to no internet gateway: nothing gets out"
            yield Finding(gateway, message, ("SubnetId",), "put it into a public subnet")


RULE = Rule(
    "nat-gateway",
    "A NAT gateway has an address, and stands in a subnet with a route to an internet gateway.",
    "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
    _check,
    """
 Resources:
   Nat:
     Type: AWS::EC2::NatGateway
     DependsOn: Attachment
-    Properties: {AllocationId: {"Fn::GetAtt": [Address, AllocationId]}, SubnetId: {Ref: Inside}}
+    Properties: {AllocationId: {"Fn::GetAtt": [Address, AllocationId]}, SubnetId: {Ref: Outside}}
   Address: {Type: AWS::EC2::EIP, DependsOn: Attachment, Properties: {Domain: vpc}}
   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
   Gateway: {Type: AWS::EC2::InternetGateway}
   Attachment:
     Type: AWS::EC2::VPCGatewayAttachment
     Properties: {VpcId: {Ref: Vpc}, InternetGatewayId: {Ref: Gateway}}
   Outside: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.0.0/24}}
   Inside: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.1.0/24}}
   Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: {Ref: Vpc}}}
   Route:
     Type: AWS::EC2::Route
     DependsOn: Attachment
     Properties: {RouteTableId: {Ref: Table}, DestinationCidrBlock: 0.0.0.0/0, GatewayId: {Ref: Gateway}}
   Association:
     Type: AWS::EC2::SubnetRouteTableAssociation
     Properties: {SubnetId: {Ref: Outside}, RouteTableId: {Ref: Table}}
    """,
)
