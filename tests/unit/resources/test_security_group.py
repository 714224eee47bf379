"""Who talks to whom."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest

from generator.model.container import HealthCheck
from generator.model.load_balancer import LoadBalancer
from generator.model.network import Network
from generator.model.project import Project
from generator.resources import security_group
from tests.unit.project import CERTIFICATE, VPC, container, project, properties, service

WORLD = "0.0.0.0/0"
VPC_RANGE = "10.0.0.0/16"


def _ingress(made: Project) -> list[tuple[int, str]]:
    rules = properties(security_group.load_balancer_security_group(made, "vpc"))["SecurityGroupIngress"]
    assert all(rule["IpProtocol"] == "tcp" and rule["FromPort"] == rule["ToPort"] for rule in rules)
    assert all(rule["Description"] for rule in rules)
    return [(rule["FromPort"], rule["CidrIp"]) for rule in rules]


@pytest.mark.parametrize(
    ("balancer", "ingress"),
    [
        (LoadBalancer(), [(80, WORLD), (9001, VPC_RANGE)]),
        (LoadBalancer(test_port=None), [(80, WORLD)]),
        (LoadBalancer(certificate=CERTIFICATE), [(443, WORLD), (80, WORLD), (9001, VPC_RANGE)]),
        (LoadBalancer(certificate=CERTIFICATE, test_port=None), [(443, WORLD), (80, WORLD)]),
        (
            LoadBalancer(allow=("192.0.2.0/24", "203.0.113.0/24"), test_port=9443),
            [(80, "192.0.2.0/24"), (80, "203.0.113.0/24"), (9443, VPC_RANGE)],
        ),
        (LoadBalancer(test_allow=("203.0.113.7/32",)), [(80, WORLD), (9001, "203.0.113.7/32")]),
        (LoadBalancer(test_allow=("203.0.113.7/32",), test_port=None), [(80, WORLD)]),
    ],
)
def test_the_allowed_networks_reach_the_listeners_and_nothing_else(
    balancer: LoadBalancer, ingress: list[tuple[int, str]]
) -> None:
    assert _ingress(project(load_balancer=balancer)) == ingress


@pytest.mark.parametrize(
    ("network", "ranges"),
    [
        (Network(cidr="172.20.0.0/16"), ["172.20.0.0/16"]),
        (VPC, ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]),
    ],
)
def test_nobody_on_the_internet_reaches_the_test_port_by_default(network: Network, ranges: list[str]) -> None:
    assert [allowed for port, allowed in _ingress(project(network=network)) if port == 9001] == ranges
    assert not any(ip_network(allowed).is_global for allowed in ranges)


def _to_the_tasks(port: int) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "Description": "Requests and health checks"}


@pytest.mark.parametrize("port", [3000, 8080])
def test_the_load_balancer_reaches_the_tasks_on_their_port_only(port: int) -> None:
    made = service(container=container(port=port))
    tasks = {"Fn::GetAtt": ["ServiceSecurityGroup", "GroupId"]}
    [egress] = security_group.load_balancer_to_service(made, "sg-0")
    assert properties(egress) == {
        **_to_the_tasks(port),
        "GroupId": "sg-0",
        "DestinationSecurityGroupId": tasks,
    }
    [ingress] = security_group.service_from_load_balancer(made, "sg-0")
    assert properties(ingress) == {
        **_to_the_tasks(port),
        "GroupId": tasks,
        "SourceSecurityGroupId": "sg-0",
    }


def test_requests_and_health_checks_may_go_to_two_ports() -> None:
    made = service(container=container(port=3000, health_check=HealthCheck(port=9000)))
    for rules in (security_group.load_balancer_to_service, security_group.service_from_load_balancer):
        found = [properties(rule) for rule in rules(made, "sg-0")]
        assert [(rule["FromPort"], rule["Description"]) for rule in found] == [
            (3000, "Requests"),
            (9000, "Health checks"),
        ]


def test_the_load_balancer_s_own_group_lets_nothing_out() -> None:
    [rule] = properties(security_group.load_balancer_security_group(project(), "vpc"))["SecurityGroupEgress"]
    assert (rule["IpProtocol"], rule["CidrIp"]) == ("icmp", "255.255.255.255/32"), "no host has this address"


def test_the_tasks_let_nobody_in_by_themselves_and_reach_out_by_tcp() -> None:
    body = properties(security_group.service_security_group(service(), "vpc"))
    assert "SecurityGroupIngress" not in body
    [egress] = body["SecurityGroupEgress"]
    assert (egress["IpProtocol"], egress["FromPort"], egress["ToPort"], egress["CidrIp"]) == ("tcp", 0, 65535, WORLD)


def test_both_groups_are_in_the_network() -> None:
    for made in (
        security_group.load_balancer_security_group(project(), "vpc-0abc"),
        security_group.service_security_group(service(), "vpc-0abc"),
    ):
        assert properties(made)["VpcId"] == "vpc-0abc"


def test_services_that_connect_let_in_each_other_and_nobody_else() -> None:
    made = service(container=container(port=8080, connect=True))
    group = properties(security_group.connect_security_group(made.project, "vpc"))
    assert "SecurityGroupIngress" not in group
    assert [rule["CidrIp"] for rule in group["SecurityGroupEgress"]] == ["255.255.255.255/32"]
    rule = properties(security_group.service_from_services(made, "sg-connect"))
    assert (rule["SourceSecurityGroupId"], rule["FromPort"], rule["ToPort"]) == ("sg-connect", 8080, 8080)
