"""Systems -> routes whose target is of another kind than the key that names it, or is none at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.gate.network import INTERNET_GATEWAY, NAT_GATEWAY, ROUTE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, lacks, text

# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html
_KINDS: Mapping[str, tuple[str | tuple[str, ...], tuple[str, ...]]] = {
    "CarrierGatewayId": ("cagw-", ("AWS::EC2::CarrierGateway",)),
    "EgressOnlyInternetGatewayId": ("eigw-", ("AWS::EC2::EgressOnlyInternetGateway",)),
    "GatewayId": (("igw-", "vgw-", "vpce-", "local"), (INTERNET_GATEWAY, "AWS::EC2::VPNGateway")),
    "InstanceId": ("i-", ("AWS::EC2::Instance",)),
    "NatGatewayId": ("nat-", (NAT_GATEWAY,)),
    "NetworkInterfaceId": ("eni-", ("AWS::EC2::NetworkInterface",)),
    "TransitGatewayId": ("tgw-", ("AWS::EC2::TransitGateway",)),
    "VpcEndpointId": ("vpce-", ("AWS::EC2::VPCEndpoint",)),
    "VpcPeeringConnectionId": ("pcx-", ("AWS::EC2::VPCPeeringConnection",)),
}
"""Key of a route -> how the ids of its targets begin, and the types that make them."""
_BESIDE = ("CoreNetworkArn", "LocalGatewayId")
"""Keys of targets that no template of a service makes."""


def _check(system: System) -> Iterator[Finding]:
    for route in system.of(ROUTE):
        if all(lacks(route.properties, key) for key in (*_KINDS, *_BESIDE)):
            yield Finding(route, "leads nowhere: it has no target, and EC2 refuses it")
        for key, (begins, types) in _KINDS.items():
            value = route.properties.get(key)
            found = system.at(value)
            if found is not None and found.type.startswith("AWS::") and found.type not in types:
                message = f"{key} is {found.id}, which is of the type {found.type}: EC2 refuses the route"
                yield Finding(route, message, (key,), _right(found.type))
            elif found is None and is_literal(text(value)) and not text(value).startswith(begins):
                yield Finding(route, f"{key} is '{text(value)}', which is no id of one: EC2 refuses the route", (key,))


def _right(resource_type: str) -> str:
    """The key for a target of a type."""
    key = next((key for key, (_, types) in _KINDS.items() if resource_type in types), "")
    return f"write {key}" if key else ""


RULE = Rule(
    "route-target",
    "A route names its target under the key for targets of that kind.",
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html",
    _check,
    """
 Resources:
   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
   Gateway: {Type: AWS::EC2::InternetGateway}
   Attachment:
     Type: AWS::EC2::VPCGatewayAttachment
     Properties: {VpcId: {Ref: Vpc}, InternetGatewayId: {Ref: Gateway}}
   Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: {Ref: Vpc}}}
   Route:
     Type: AWS::EC2::Route
     DependsOn: Attachment
-    Properties: {RouteTableId: {Ref: Table}, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: {Ref: Gateway}}
+    Properties: {RouteTableId: {Ref: Table}, DestinationCidrBlock: 0.0.0.0/0, GatewayId: {Ref: Gateway}}
    """,
)
