"""Ways, groups and rules of a load balancer that work are let through, whichever of AWS's forms they are written in."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.network import Way, way
from generator.gate.rules.network.route_target import RULE as TARGET
from generator.gate.rules.network.rule_conditions import RULE as CONDITIONS
from generator.gate.security_group import Opening
from generator.gate.system import System
from tests.unit.gate.judged import subject


def _rule(*conditions: Any) -> list[str]:
    properties = {"ListenerArn": "arn", "Priority": 1, "Conditions": [*conditions]}
    rule = {"Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": properties}
    return [problem.message for problem in CONDITIONS.problems(System((subject({"Rule": rule}),)))]


@pytest.mark.parametrize(
    "condition",
    [
        {"Field": "path-pattern", "Values": ["/api/*"]},
        {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/a?c", "*.png", "/a", "/b", "/c"]}},
        {"Field": "path-pattern", "PathPatternConfig": {"RegexValues": ["^/a"]}},
        {"Field": "host-header", "Values": ["*.example.com"]},
        {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-A", "Values": ["*"]}},
        {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET", "HEAD"]}},
        {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "version", "Value": "v1"}]}},
        {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0/8", "2001:db8::/32"]}},
        {"Field": "source-ip", "SourceIpConfig": {"IpAddressType": "ipv4"}},
        {"Field": {"Ref": "Field"}, "Values": ["/api/*"]},
        {"Field": "host-header", "Values": [{"Fn::Sub": "${Name}.example.com"}]},
    ],
)
def test_a_condition_that_is_taken(condition: Any) -> None:
    assert _rule(condition) == []


@pytest.mark.parametrize(
    "condition",
    [
        {"Field": "path-pattern", "Values": ["api/*"]},
        {"Field": "path-pattern", "Values": ["/api?version=1"]},
        {"Field": "host-header", "Values": ["https://example.com"]},
        {"Field": "http-request-method", "Values": ["GET"]},
        {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["get"]}},
        {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.1"]}},
        {"Field": "path", "Values": ["/api/*"]},
        {"Field": "path-pattern", "HostHeaderConfig": {"Values": ["a.example.com"]}},
        {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/a", "/b", "/c", "/d", "/e", "/f"]}},
        {"Field": "host-header"},
    ],
)
def test_a_condition_that_is_not(condition: Any) -> None:
    assert len(_rule(condition)) == 1


def test_headers_may_be_asked_for_twice_and_hosts_not() -> None:
    header = {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-A", "Values": ["1"]}}
    host = {"Field": "host-header", "Values": ["a.example.com"]}
    assert _rule(header, header) == []
    assert len(_rule(host, host)) == 1


def _way(*routes: dict[str, Any]) -> Way:
    resources: dict[str, Any] = {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Gateway": {"Type": "AWS::EC2::InternetGateway"},
        "Nat": {"Type": "AWS::EC2::NatGateway", "Properties": {"SubnetId": "subnet-1", "AllocationId": "eipalloc-1"}},
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}}},
        "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Vpc"}}},
        "Association": {
            "Type": "AWS::EC2::SubnetRouteTableAssociation",
            "Properties": {"SubnetId": {"Ref": "Subnet"}, "RouteTableId": {"Ref": "Table"}},
        },
    }
    for index, route in enumerate(routes):
        properties = {"RouteTableId": {"Ref": "Table"}, **route}
        resources[f"Route{index}"] = {"Type": "AWS::EC2::Route", "Properties": properties}
    system = System((subject(resources),))
    assert list(TARGET.problems(system)) == []
    [subnet] = system.of("AWS::EC2::Subnet")
    return way(system, subnet)


_ALL, _SOME = {"DestinationCidrBlock": "0.0.0.0/0"}, {"DestinationCidrBlock": "192.168.0.0/16"}


def test_the_default_route_decides_among_several() -> None:
    peering, transit = {"VpcPeeringConnectionId": "pcx-1"}, {"TransitGatewayId": "tgw-1"}
    assert _way({**_ALL, "NatGatewayId": {"Ref": "Nat"}}, {**_SOME, **peering}) is Way.NAT
    assert _way({**_ALL, "GatewayId": {"Ref": "Gateway"}}, {**_SOME, **transit}) is Way.INTERNET
    assert _way({**_SOME, "NatGatewayId": {"Ref": "Nat"}}) is Way.NOWHERE


def test_another_network_may_lead_on() -> None:
    assert _way({**_SOME, "TransitGatewayId": "tgw-1"}) is Way.UNKNOWN
    assert _way({**_ALL, "TransitGatewayId": "tgw-1"}) is Way.UNKNOWN
    assert _way({"DestinationPrefixListId": "pl-1", "NatGatewayId": "nat-1"}) is Way.UNKNOWN


def test_a_range_outside_of_the_vpc_is_for_nothing_in_it() -> None:
    vpc = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
    group = {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "Vpc"}}}
    system = System((subject({"Vpc": vpc, "Group": group}),))
    [found] = system.of("AWS::EC2::SecurityGroup")
    key = "SourceSecurityGroupId"
    assert Opening(found, {"CidrIp": "10.0.1.0/24"}).is_for(system, [found], key)
    assert Opening(found, {"CidrIp": "0.0.0.0/0"}).is_for(system, [found], key)
    assert Opening(found, {"CidrIpv6": "::/0"}).is_for(system, [found], key)
    assert not Opening(found, {"CidrIp": "192.168.0.0/16"}).is_for(system, [found], key)
