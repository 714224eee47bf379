"""The stack ``network``."""

from __future__ import annotations

import pytest

from generator.model.network import Network
from generator.stacks.network import NETWORK
from tests.unit.project import VPC, service
from tests.unit.stacks.built import built

GATES = ["Vpc", "InternetGateway", "InternetGatewayAttachment", "PublicRouteTable", "PublicRoute"]
GROUPS = ["LoadBalancerSecurityGroup"]


def _public(zones: int) -> list[str]:
    numbers = range(1, zones + 1)
    return [name for n in numbers for name in (f"PublicSubnet{n}", f"PublicSubnet{n}RouteTableAssociation")]


def _gateways(count: int) -> list[str]:
    return [name for n in range(1, count + 1) for name in (f"NatAddress{n}", f"NatGateway{n}")]


def _private(zones: int) -> list[str]:
    nouns = ("PrivateRouteTable{}", "PrivateSubnet{}", "PrivateSubnet{}RouteTableAssociation", "PrivateRoute{}")
    return [noun.format(n) for n in range(1, zones + 1) for noun in nouns]


@pytest.mark.parametrize(
    ("network", "ids"),
    [
        (Network(), [*GATES, *_public(2), *GROUPS]),
        (Network(zones=3), [*GATES, *_public(3), *GROUPS]),
        (
            Network(placement="private", nat="single"),
            [*GATES, *_public(2), *_gateways(1), *_private(2), "S3Endpoint", *GROUPS],
        ),
        (
            Network(placement="private", nat="per-zone", zones=3),
            [*GATES, *_public(3), *_gateways(3), *_private(3), "S3Endpoint", *GROUPS],
        ),
        (VPC, GROUPS),
    ],
)
def test_only_what_the_network_needs_is_made(network: Network, ids: list[str]) -> None:
    assert built(NETWORK, service(network=network)).ids == ids


def _joined(*values: object) -> dict[str, object]:
    return {"Fn::Join": [",", list(values)]}


PUBLIC = _joined({"Ref": "PublicSubnet1"}, {"Ref": "PublicSubnet2"})
PRIVATE = _joined({"Ref": "PrivateSubnet1"}, {"Ref": "PrivateSubnet2"})


@pytest.mark.parametrize(
    ("network", "vpc", "public", "tasks"),
    [
        (Network(), {"Ref": "Vpc"}, PUBLIC, PUBLIC),
        (Network(placement="private", nat="single"), {"Ref": "Vpc"}, PUBLIC, PRIVATE),
        (VPC, "vpc-0abc", _joined("subnet-0a", "subnet-0b"), _joined("subnet-0c", "subnet-0d")),
        (
            Network(vpc="vpc-0", public_subnets=("subnet-a", "subnet-b")),
            "vpc-0",
            _joined("subnet-a", "subnet-b"),
            _joined("subnet-a", "subnet-b"),
        ),
    ],
)
def test_the_load_balancer_is_in_public_and_tasks_are_where_they_are_placed(
    network: Network, vpc: object, public: object, tasks: object
) -> None:
    made = built(NETWORK, service(network=network))
    assert made.outputs == {
        "VpcId": vpc,
        "PublicSubnetIds": public,
        "TaskSubnetIds": tasks,
        "LoadBalancerSecurityGroupId": {"Fn::GetAtt": ["LoadBalancerSecurityGroup", "GroupId"]},
    }
    assert made["LoadBalancerSecurityGroup"]["VpcId"] == vpc


def test_each_subnet_uses_the_route_table_of_its_kind_and_zone() -> None:
    made = built(NETWORK, service(network=Network(placement="private", nat="per-zone")))
    tables = {
        made[name]["SubnetId"]["Ref"]: made[name]["RouteTableId"]["Ref"] for name in made.ids if "Association" in name
    }
    assert tables == {
        "PublicSubnet1": "PublicRouteTable",
        "PublicSubnet2": "PublicRouteTable",
        "PrivateSubnet1": "PrivateRouteTable1",
        "PrivateSubnet2": "PrivateRouteTable2",
    }
