"""Mutants of the way that requests, images and answers take: zones, routes, gateways, security groups."""

from __future__ import annotations

from copy import deepcopy

from tests.mutants.mutant import Mutant, copy, drop, put
from tests.mutants.world import World


def _tasks_in_public_subnets(world: World) -> None:
    outputs = world.templates["network"]["Outputs"]
    outputs["TaskSubnetIds"]["Value"] = outputs["PublicSubnetIds"]["Value"]
    tasks = world.get("ecs", "Resources/Service/Properties/NetworkConfiguration/AwsvpcConfiguration")
    tasks["AssignPublicIp"] = "DISABLED"


def _nat_gateway_in_its_own_shade(world: World) -> None:
    subnet = world.get("network", "Resources/PrivateSubnet1RouteTableAssociation/Properties/SubnetId")
    put("network", "Resources/NatGateway1/Properties/SubnetId", subnet)(world)


def _security_group_of_another_vpc(world: World) -> None:
    world.get("network", "Resources/Vpc")
    world.templates["network"]["Resources"]["Other"] = world.templates["network"]["Resources"]["Vpc"]
    put("network", "Resources/LoadBalancerSecurityGroup/Properties/VpcId", {"Ref": "Other"})(world)


def _subnet_twice(world: World) -> None:
    subnet = deepcopy(world.get("network", "Resources/PublicSubnet1"))
    subnet["Properties"]["CidrBlock"] = {"Fn::Sub": subnet["Properties"]["CidrBlock"]}
    world.templates["network"]["Resources"]["Twice"] = subnet


_OWN_VPC = "the VPC exists already, and is none of ours"
_PUBLIC = "the VPC exists already, or its tasks have public addresses"
_SERVICE_GROUP = "Resources/ServiceSecurityGroup/Properties/SecurityGroupEgress"
_INGRESS = "Resources/ServiceFromLoadBalancer/Properties"
_EGRESS = "Resources/LoadBalancerToService/Properties"

MUTANTS = (
    Mutant(
        "address-without-its-length",
        "security-group-range",
        put("network", "Resources/LoadBalancerSecurityGroup/Properties/SecurityGroupIngress/0/CidrIp", "192.0.2.10"),
    ),
    Mutant("subnet-twice", "subnet-range", _subnet_twice, _OWN_VPC),
    Mutant(
        "one-zone",
        "balancer-zones",
        copy(
            "network",
            "Resources/PublicSubnet1/Properties/AvailabilityZone",
            "Resources/PublicSubnet2/Properties/AvailabilityZone",
        ),
        _OWN_VPC,
    ),
    Mutant("one-subnet", "balancer-zones", put("alb", "Resources/LoadBalancer/Properties/Subnets", ["subnet-1"])),
    Mutant(
        "balancer-without-a-way",
        "public-balancer",
        drop("network", "Resources/PublicSubnet2RouteTableAssociation"),
        _OWN_VPC,
    ),
    Mutant(
        "gateway-attached-to-nothing",
        "internet-gateway",
        drop("network", "Resources/InternetGatewayAttachment"),
        _OWN_VPC,
    ),
    Mutant("nat-gateway-inside", "nat-gateway", _nat_gateway_in_its_own_shade, _PUBLIC),
    Mutant(
        "private-subnet-without-a-route",
        "task-route",
        drop("network", "Resources/PrivateSubnet2RouteTableAssociation"),
        _PUBLIC,
    ),
    Mutant("tasks-without-an-address", "task-route", _tasks_in_public_subnets, _OWN_VPC),
    Mutant("nothing-leaves", "task-egress", put("routes", f"{_SERVICE_GROUP}/0/CidrIp", "10.0.0.0/16")),
    Mutant("datagrams-only", "security-group-port", put("routes", f"{_INGRESS}/IpProtocol", "udp")),
    Mutant(
        "tasks-talk-to-themselves",
        "security-group-port",
        copy("routes", f"{_INGRESS}/GroupId", f"{_INGRESS}/SourceSecurityGroupId"),
    ),
    Mutant(
        "balancer-talks-to-itself",
        "security-group-egress",
        copy("routes", f"{_EGRESS}/GroupId", f"{_EGRESS}/DestinationSecurityGroupId"),
    ),
    Mutant(
        "tasks-of-another-vpc",
        "one-vpc",
        _security_group_of_another_vpc,
        _OWN_VPC,
    ),
    Mutant(
        "endpoint-of-another-region",
        "endpoint",
        put("network", "Resources/S3Endpoint/Properties/ServiceName", "com.amazonaws.ap-south-2.s3"),
        _PUBLIC,
    ),
    Mutant(
        "endpoint-beside-the-routes",
        "endpoint",
        drop("network", "Resources/S3Endpoint/Properties/RouteTableIds"),
        _PUBLIC,
    ),
)
