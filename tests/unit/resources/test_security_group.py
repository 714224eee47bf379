"""Who talks to whom."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.load_balancer import LoadBalancer
from generator.model.project import Project
from generator.resources import security_group
from tests.unit.project import CERTIFICATE, project, properties, service

WORLD = "0.0.0.0/0"


def _ingress(made: Project) -> list[tuple[int, str]]:
    rules = properties(security_group.load_balancer_security_group(made, "vpc"))["SecurityGroupIngress"]
    assert all(rule["IpProtocol"] == "tcp" and rule["FromPort"] == rule["ToPort"] for rule in rules)
    assert all(rule["Description"] for rule in rules)
    return [(rule["FromPort"], rule["CidrIp"]) for rule in rules]


@pytest.mark.parametrize(
    ("balancer", "ingress"),
    [
        (LoadBalancer(), [(80, WORLD), (9001, WORLD)]),
        (LoadBalancer(test_port=None), [(80, WORLD)]),
        (LoadBalancer(certificate=CERTIFICATE), [(443, WORLD), (80, WORLD), (9001, WORLD)]),
        (LoadBalancer(certificate=CERTIFICATE, test_port=None), [(443, WORLD), (80, WORLD)]),
        (
            LoadBalancer(allow=("10.0.0.0/8", "203.0.113.0/24"), test_port=9443),
            [(80, "10.0.0.0/8"), (80, "203.0.113.0/24"), (9443, "10.0.0.0/8"), (9443, "203.0.113.0/24")],
        ),
    ],
)
def test_the_allowed_networks_reach_the_listeners_and_nothing_else(
    balancer: LoadBalancer, ingress: list[tuple[int, str]]
) -> None:
    assert _ingress(project(load_balancer=balancer)) == ingress


def _to_the_tasks(port: int) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "Description": "Requests and health checks"}


@pytest.mark.parametrize("port", [3000, 8080])
def test_the_load_balancer_reaches_the_tasks_on_their_port_only(port: int) -> None:
    made = project(service=service(port=port))
    tasks = {"Fn::GetAtt": ["ServiceSecurityGroup", "GroupId"]}
    egress = properties(security_group.load_balancer_security_group(made, "vpc"))["SecurityGroupEgress"]
    assert egress == [{**_to_the_tasks(port), "DestinationSecurityGroupId": tasks}]
    assert properties(security_group.service_from_load_balancer(made)) == {
        **_to_the_tasks(port),
        "GroupId": tasks,
        "SourceSecurityGroupId": {"Fn::GetAtt": ["LoadBalancerSecurityGroup", "GroupId"]},
    }


def test_the_tasks_let_nobody_in_by_themselves_and_reach_out_by_tcp() -> None:
    body = properties(security_group.service_security_group(project(), "vpc"))
    assert "SecurityGroupIngress" not in body
    [egress] = body["SecurityGroupEgress"]
    assert (egress["IpProtocol"], egress["FromPort"], egress["ToPort"], egress["CidrIp"]) == ("tcp", 0, 65535, WORLD)


def test_both_groups_are_in_the_network() -> None:
    for build in (security_group.load_balancer_security_group, security_group.service_security_group):
        assert properties(build(project(), "vpc-0abc"))["VpcId"] == "vpc-0abc"
