"""The way out of private subnets: NAT gateways, their addresses and routes, and S3 without a detour."""

from __future__ import annotations

from troposphere import GetAtt, Ref, Sub, Tags
from troposphere.ec2 import EIP, NatGateway, Route, RouteTable, VPCEndpoint

from generator.model.project import Project
from generator.naming import logical

_GATEWAY = "NatGateway"
_ADDRESS = "NatAddress"
_TABLE = "PrivateRouteTable"
_ROUTE = "PrivateRoute"


def address(project: Project, index: int) -> EIP:
    """The public address of a NAT gateway."""
    return EIP(
        logical.of_zone(_ADDRESS, index),
        Domain="vpc",
        DependsOn=logical.INTERNET_GATEWAY_ATTACHMENT,
        Tags=_name(project, f"nat-{index + 1}"),
    )


def gateway(project: Project, index: int) -> NatGateway:
    """The NAT gateway in the public subnet of a zone."""
    return NatGateway(
        logical.of_zone(_GATEWAY, index),
        AllocationId=GetAtt(logical.of_zone(_ADDRESS, index), "AllocationId"),
        SubnetId=Ref(logical.public_subnet(index)),
        Tags=_name(project, f"nat-{index + 1}"),
    )


def route_table(project: Project, index: int) -> RouteTable:
    """The route table of a zone's private subnet."""
    return RouteTable(route_table_id(index), VpcId=Ref(logical.VPC), Tags=_name(project, f"private-{index + 1}"))


def route_table_id(index: int) -> str:
    """The logical id of :func:`route_table`."""
    return logical.of_zone(_TABLE, index)


def route(project: Project, index: int) -> Route:
    """Everything else goes through the zone's NAT gateway, or through the only one."""
    gateway_index = index if project.network.nat == "per-zone" else 0
    return Route(
        logical.of_zone(_ROUTE, index),
        RouteTableId=Ref(route_table_id(index)),
        DestinationCidrBlock="0.0.0.0/0",
        NatGatewayId=Ref(logical.of_zone(_GATEWAY, gateway_index)),
    )


def s3_endpoint(project: Project) -> VPCEndpoint:
    """Image layers come from S3: through this endpoint, which is free, and not through NAT, which is not.

    https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway
    """
    return VPCEndpoint(
        logical.S3_ENDPOINT,
        VpcId=Ref(logical.VPC),
        ServiceName=Sub("com.amazonaws.${AWS::Region}.s3"),
        VpcEndpointType="Gateway",
        RouteTableIds=[Ref(route_table_id(index)) for index in range(project.network.zones)],
    )


def _name(project: Project, noun: str) -> Tags:
    return Tags(Name=f"{project.names.base}-{noun}")
