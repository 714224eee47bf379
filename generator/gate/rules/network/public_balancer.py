"""Systems -> load balancers for the internet that no answer of leaves."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.network import BALANCER, Way, subnets_of_balancer, way
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import setting


def _check(system: System) -> Iterator[Finding]:
    for balancer in system.of(BALANCER):
        if setting(balancer.properties, "internet-facing", "Scheme") != "internet-facing":
            continue
        for subnet in subnets_of_balancer(system, balancer):
            leads = {Way.NAT: "to a NAT gateway", Way.NOWHERE: "nowhere"}.get(way(system, subnet))
            if leads:
                message = f"is for the internet, but the default route of {subnet.id} leads {leads}: nobody reaches it"
                yield Finding(balancer, message, ("Subnets",), "take subnets whose route leads to an internet gateway")


RULE = Rule(
    "public-balancer",
    "The subnets of a load balancer for the internet have their default route to an internet gateway.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
    _check,
    """
 Resources:
   Balancer:
     Type: AWS::ElasticLoadBalancingV2::LoadBalancer
     DependsOn: Attachment
-    Properties: {Subnets: [{Ref: Inside}, subnet-2]}
+    Properties: {Subnets: [{Ref: Outside}, subnet-2]}
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
