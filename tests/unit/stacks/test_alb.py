"""The stack ``alb``."""

from __future__ import annotations

import pytest

from generator.model.load_balancer import Domain, LoadBalancer
from generator.stacks.alb import ALB
from tests.unit.project import CERTIFICATE, service
from tests.unit.stacks.built import built, imported

LOGS = ["LogBucket", "LogBucketPolicy"]
BALANCER = ["LoadBalancer", "BlueTargetGroup", "GreenTargetGroup", "ProductionListener", "ProductionRule"]
TEST = ["TestListener", "TestRule"]
DOMAIN = Domain("shop.example.com", "Z0123")


@pytest.mark.parametrize(
    ("balancer", "ids"),
    [
        (LoadBalancer(), [*LOGS, *BALANCER, *TEST]),
        (LoadBalancer(access_logs=False), [*BALANCER, *TEST]),
        (LoadBalancer(test_port=None), [*LOGS, *BALANCER]),
        (LoadBalancer(certificate=CERTIFICATE), [*LOGS, *BALANCER, "RedirectListener", *TEST]),
        (
            LoadBalancer(certificate=CERTIFICATE, domain=DOMAIN),
            [*LOGS, *BALANCER, "RedirectListener", *TEST, "Record"],
        ),
    ],
)
def test_what_users_reach(balancer: LoadBalancer, ids: list[str]) -> None:
    assert built(ALB, service(load_balancer=balancer)).ids == ids


def test_the_network_s_subnets_and_groups_are_used_where_they_belong() -> None:
    made = built(ALB, service())
    assert made["LoadBalancer"]["Subnets"] == {"Fn::Split": [",", imported("network", "PublicSubnetIds")]}
    assert made["LoadBalancer"]["SecurityGroups"] == [imported("network", "LoadBalancerSecurityGroupId")]
    assert made["BlueTargetGroup"]["VpcId"] == made["GreenTargetGroup"]["VpcId"] == imported("network", "VpcId")
    assert (made["ProductionListener"]["Port"], made["TestListener"]["Port"]) == (80, 9001)


def test_each_colour_is_handed_on_as_itself() -> None:
    outputs = built(ALB, service()).outputs
    del outputs["Url"]
    assert outputs == {
        "LoadBalancerFullName": {"Fn::GetAtt": ["LoadBalancer", "LoadBalancerFullName"]},
        "ProductionListenerArn": {"Ref": "ProductionListener"},
        "TestListenerArn": {"Ref": "TestListener"},
        "BlueTargetGroupArn": {"Ref": "BlueTargetGroup"},
        "BlueTargetGroupFullName": {"Fn::GetAtt": ["BlueTargetGroup", "TargetGroupFullName"]},
        "GreenTargetGroupArn": {"Ref": "GreenTargetGroup"},
        "GreenTargetGroupFullName": {"Fn::GetAtt": ["GreenTargetGroup", "TargetGroupFullName"]},
    }


@pytest.mark.parametrize(
    ("balancer", "url"),
    [
        (LoadBalancer(), {"Fn::Sub": "http://${LoadBalancer.DNSName}/"}),
        (LoadBalancer(certificate=CERTIFICATE), {"Fn::Sub": "https://${LoadBalancer.DNSName}/"}),
        (LoadBalancer(certificate=CERTIFICATE, domain=DOMAIN), "https://shop.example.com/"),
    ],
)
def test_where_the_service_answers(balancer: LoadBalancer, url: object) -> None:
    assert built(ALB, service(load_balancer=balancer)).outputs["Url"] == url


def test_without_a_test_port_no_test_listener_is_handed_on() -> None:
    made = built(ALB, service(load_balancer=LoadBalancer(test_port=None)))
    assert "TestListenerArn" not in made.outputs
