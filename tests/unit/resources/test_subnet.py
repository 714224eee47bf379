"""Subnets: no two overlap, and those that are there stay where they are."""

from __future__ import annotations

from ipaddress import IPv4Network
from itertools import combinations
from typing import Any

import pytest

from generator.model.network import Network
from generator.resources.subnet import association, block, private_subnet, public_subnet
from tests.unit.project import project, properties

CIDRS = ["10.0.0.0/16", "172.16.0.0/20", "192.168.8.0/21"]


def _blocks(cidr: str, zones: int) -> list[IPv4Network]:
    made = project(network=Network(cidr=cidr, zones=zones, placement="private", nat="single"))
    subnets = [build(made, index) for build in (public_subnet, private_subnet) for index in range(zones)]
    return [IPv4Network(properties(subnet)["CidrBlock"]) for subnet in subnets]


@pytest.mark.parametrize("zones", [2, 3])
@pytest.mark.parametrize("cidr", CIDRS)
def test_subnets_lie_in_the_network_and_do_not_overlap(cidr: str, zones: int) -> None:
    blocks = _blocks(cidr, zones)
    assert len(blocks) == 2 * zones
    assert all(subnet.subnet_of(IPv4Network(cidr)) for subnet in blocks)
    assert [pair for pair in combinations(blocks, 2) if pair[0].overlaps(pair[1])] == []
    assert all(16 <= subnet.prefixlen <= 28 for subnet in blocks), "as AWS wants it"


@pytest.mark.parametrize("cidr", CIDRS)
def test_a_third_zone_moves_no_subnet(cidr: str) -> None:
    two, three = _blocks(cidr, 2), _blocks(cidr, 3)
    assert two == [*three[:2], *three[3:5]]


@pytest.mark.parametrize(
    ("cidr", "number", "subnet"),
    [
        ("10.0.0.0/16", 0, "10.0.0.0/19"),
        ("10.0.0.0/16", 2, "10.0.64.0/19"),
        ("10.0.0.0/16", 4, "10.0.128.0/19"),
        ("10.0.0.0/16", 6, "10.0.192.0/19"),
        ("192.168.8.0/21", 5, "192.168.13.0/24"),
    ],
)
def test_a_block_is_where_it_was_released(cidr: str, number: int, subnet: str) -> None:
    assert block(cidr, number) == subnet


def test_public_and_private_subnets_take_different_blocks() -> None:
    made = project(network=Network(placement="private", nat="single"))
    assert properties(public_subnet(made, 1))["CidrBlock"] == "10.0.32.0/19"
    assert properties(private_subnet(made, 1))["CidrBlock"] == "10.0.160.0/19"


@pytest.mark.parametrize(("build", "kind"), [(public_subnet, "public"), (private_subnet, "private")])
def test_a_subnet_is_in_its_zone_and_gives_no_public_address(build: Any, kind: str) -> None:
    made = build(project(), 1)
    body = properties(made)
    assert made.title == f"{kind.capitalize()}Subnet2"
    assert body["AvailabilityZone"] == {"Fn::Select": [1, {"Fn::GetAZs": ""}]}
    assert body["MapPublicIpOnLaunch"] is False
    assert body["VpcId"] == {"Ref": "Vpc"}
    assert body["Tags"] == [{"Key": "Name", "Value": f"shop-prod-{kind}-2"}]


def test_a_subnet_uses_a_route_table() -> None:
    made = association("PublicSubnet1", "PublicRouteTable")
    assert made.title == "PublicSubnet1RouteTableAssociation"
    assert properties(made) == {"SubnetId": {"Ref": "PublicSubnet1"}, "RouteTableId": {"Ref": "PublicRouteTable"}}
