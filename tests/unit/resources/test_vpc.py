"""The VPC and its way to the internet."""

from __future__ import annotations

from generator.model.network import Network
from generator.resources import vpc
from tests.unit.project import plain, project, properties


def test_the_vpc_has_the_spec_s_addresses_and_dns() -> None:
    assert properties(vpc.vpc(project(network=Network(cidr="172.20.0.0/16")))) == {
        "CidrBlock": "172.20.0.0/16",
        "EnableDnsHostnames": True,
        "EnableDnsSupport": True,
        "Tags": [{"Key": "Name", "Value": "shop-prod-vpc"}],
    }


def test_the_gateway_is_attached_before_anything_goes_through_it() -> None:
    assert properties(vpc.internet_gateway_attachment()) == {
        "VpcId": {"Ref": "Vpc"},
        "InternetGatewayId": {"Ref": "InternetGateway"},
    }
    route = vpc.public_route()
    assert properties(route) == {
        "RouteTableId": {"Ref": "PublicRouteTable"},
        "DestinationCidrBlock": "0.0.0.0/0",
        "GatewayId": {"Ref": "InternetGateway"},
    }
    assert plain(route)["DependsOn"] == "InternetGatewayAttachment"


def test_gateway_and_route_table_have_names_for_people() -> None:
    assert properties(vpc.internet_gateway(project()))["Tags"] == [{"Key": "Name", "Value": "shop-prod-internet"}]
    table = properties(vpc.public_route_table(project()))
    assert table == {"VpcId": {"Ref": "Vpc"}, "Tags": [{"Key": "Name", "Value": "shop-prod-public"}]}
