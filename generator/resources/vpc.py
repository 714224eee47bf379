"""The environment's own VPC and its way to the internet."""

from __future__ import annotations

from troposphere import Ref, Tags
from troposphere.ec2 import (
    VPC,
    InternetGateway,
    Route,
    RouteTable,
    VPCGatewayAttachment,
)

from generator.model.project import Project
from generator.naming import logical


def vpc(project: Project) -> VPC:
    """DNS is on: tasks find ECR, S3 and the rest by name."""
    return VPC(
        logical.VPC,
        CidrBlock=project.network.cidr,
        EnableDnsHostnames=True,
        EnableDnsSupport=True,
        Tags=_name(project, "vpc"),
    )


def internet_gateway(project: Project) -> InternetGateway:
    """The gateway of the public subnets."""
    return InternetGateway(logical.INTERNET_GATEWAY, Tags=_name(project, "internet"))


def internet_gateway_attachment() -> VPCGatewayAttachment:
    """The gateway, in our VPC."""
    return VPCGatewayAttachment(
        logical.INTERNET_GATEWAY_ATTACHMENT,
        VpcId=Ref(logical.VPC),
        InternetGatewayId=Ref(logical.INTERNET_GATEWAY),
    )


def public_route_table(project: Project) -> RouteTable:
    """One route table for all public subnets."""
    return RouteTable(logical.PUBLIC_ROUTE_TABLE, VpcId=Ref(logical.VPC), Tags=_name(project, "public"))


def public_route() -> Route:
    """Everything else goes to the internet."""
    return Route(
        logical.PUBLIC_ROUTE,
        RouteTableId=Ref(logical.PUBLIC_ROUTE_TABLE),
        DestinationCidrBlock="0.0.0.0/0",
        GatewayId=Ref(logical.INTERNET_GATEWAY),
        DependsOn=logical.INTERNET_GATEWAY_ATTACHMENT,
    )


def _name(project: Project, noun: str) -> Tags:
    return Tags(Name=f"{project.names.base}-{noun}")
