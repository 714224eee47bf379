"""Subnets, two kinds in every zone, at addresses that stay the same when zones are added."""

from __future__ import annotations

from ipaddress import IPv4Network
from itertools import islice

from troposphere import Ref, Tags
from troposphere.ec2 import Subnet, SubnetRouteTableAssociation

from generator.cfn.intrinsic import zone
from generator.model.project import Project
from generator.naming import logical

_BLOCKS = 8
_FIRST_PRIVATE_BLOCK = 4


def public_subnet(project: Project, index: int) -> Subnet:
    """A subnet of the load balancer, and of tasks that are placed in public.

    Tasks get their public address from the service's network configuration, so the subnet gives none.
    """
    return _subnet(project, logical.public_subnet(index), index, index, "public")


def private_subnet(project: Project, index: int) -> Subnet:
    """A subnet of tasks that are placed in private."""
    return _subnet(project, logical.private_subnet(index), index, _FIRST_PRIVATE_BLOCK + index, "private")


def association(subnet: str, route_table: str) -> SubnetRouteTableAssociation:
    """A subnet uses a route table."""
    return SubnetRouteTableAssociation(logical.of_subnet(subnet), SubnetId=Ref(subnet), RouteTableId=Ref(route_table))


def block(cidr: str, number: int) -> str:
    """The eighth number ``number`` of a network: a VPC of /16 has subnets of /19."""
    network = IPv4Network(cidr)
    prefix = network.prefixlen + _BLOCKS.bit_length() - 1
    return str(next(islice(network.subnets(new_prefix=prefix), number, None)))


def _subnet(project: Project, logical_id: str, index: int, number: int, kind: str) -> Subnet:
    names = project.names
    return Subnet(
        logical_id,
        VpcId=Ref(logical.VPC),
        AvailabilityZone=zone(index),
        CidrBlock=block(project.network.cidr, number),
        MapPublicIpOnLaunch=False,
        Tags=Tags(Name=f"{names.base}-{kind}-{index + 1}"),
    )
