"""The way out of private subnets."""

from __future__ import annotations

import pytest

from generator.model.network import Network
from generator.model.project import Project
from generator.resources import nat
from tests.unit.project import plain, project, properties

SINGLE = project(network=Network(placement="private", nat="single", zones=3))
PER_ZONE = project(network=Network(placement="private", nat="per-zone", zones=3))


def test_a_gateway_has_an_address_and_stands_in_its_zone_s_public_subnet() -> None:
    made = nat.gateway(PER_ZONE, 1)
    assert made.title == "NatGateway2"
    assert properties(made) == {
        "AllocationId": {"Fn::GetAtt": ["NatAddress2", "AllocationId"]},
        "SubnetId": {"Ref": "PublicSubnet2"},
        "Tags": [{"Key": "Name", "Value": "shop-prod-nat-2"}],
    }


def test_an_address_waits_for_the_internet_gateway() -> None:
    made = nat.address(PER_ZONE, 0)
    assert (made.title, properties(made)["Domain"]) == ("NatAddress1", "vpc")
    assert plain(made)["DependsOn"] == "InternetGatewayAttachment"


@pytest.mark.parametrize(
    ("made", "gateways"),
    [(SINGLE, ["NatGateway1"] * 3), (PER_ZONE, ["NatGateway1", "NatGateway2", "NatGateway3"])],
    ids=["single", "per-zone"],
)
def test_a_zone_goes_out_through_its_own_gateway_or_the_only_one(made: Project, gateways: list[str]) -> None:
    routes = [nat.route(made, index) for index in range(3)]
    assert [properties(route)["NatGatewayId"]["Ref"] for route in routes] == gateways
    assert [properties(route)["RouteTableId"]["Ref"] for route in routes] == [
        "PrivateRouteTable1",
        "PrivateRouteTable2",
        "PrivateRouteTable3",
    ]
    assert {properties(route)["DestinationCidrBlock"] for route in routes} == {"0.0.0.0/0"}


def test_each_zone_has_its_own_route_table() -> None:
    made = nat.route_table(SINGLE, 2)
    assert made.title == nat.route_table_id(2) == "PrivateRouteTable3"
    assert properties(made)["VpcId"] == {"Ref": "Vpc"}


def test_image_layers_come_from_s3_without_nat_in_every_zone() -> None:
    assert properties(nat.s3_endpoint(SINGLE)) == {
        "VpcId": {"Ref": "Vpc"},
        "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.s3"},
        "VpcEndpointType": "Gateway",
        "RouteTableIds": [{"Ref": f"PrivateRouteTable{number}"} for number in (1, 2, 3)],
    }
