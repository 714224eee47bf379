"""The stack ``routes``."""

from __future__ import annotations

from generator.model.load_balancer import LoadBalancer
from generator.stacks.routes import ROUTES
from tests.unit.project import VARIANTS, service
from tests.unit.stacks.built import built, imported

GROUPS = ["BlueTargetGroup", "GreenTargetGroup"]
SECURITY = ["ServiceSecurityGroup", "ServiceFromLoadBalancer", "LoadBalancerToService"]


def test_how_requests_get_to_the_service() -> None:
    assert built(ROUTES, service()).ids == [*GROUPS, "ProductionRule", "TestRule", *SECURITY]
    without = service(load_balancer=LoadBalancer(test_port=None))
    assert built(ROUTES, without).ids == [*GROUPS, "ProductionRule", *SECURITY]


def test_the_environment_s_values_are_used_where_they_belong() -> None:
    made = built(ROUTES, service())
    assert {made[name]["VpcId"]["Fn::ImportValue"] for name in (*GROUPS, "ServiceSecurityGroup")} == {
        "shop-prod-network-VpcId"
    }
    assert made["ProductionRule"]["ListenerArn"] == imported("alb", "ProductionListenerArn")
    assert made["TestRule"]["ListenerArn"] == imported("alb", "TestListenerArn")
    balancer = imported("network", "LoadBalancerSecurityGroupId")
    assert made["ServiceFromLoadBalancer"]["SourceSecurityGroupId"] == balancer
    assert made["LoadBalancerToService"]["GroupId"] == balancer


def test_each_colour_is_handed_on_as_itself() -> None:
    assert built(ROUTES, service()).outputs == {
        "BlueTargetGroupArn": {"Ref": "BlueTargetGroup"},
        "BlueTargetGroupFullName": {"Fn::GetAtt": ["BlueTargetGroup", "TargetGroupFullName"]},
        "GreenTargetGroupArn": {"Ref": "GreenTargetGroup"},
        "GreenTargetGroupFullName": {"Fn::GetAtt": ["GreenTargetGroup", "TargetGroupFullName"]},
        "SecurityGroupId": {"Fn::GetAtt": ["ServiceSecurityGroup", "GroupId"]},
    }


def test_rules_go_on_listeners_of_others_and_nothing_else_there_is_touched() -> None:
    made = built(ROUTES, VARIANTS["what exists"])
    assert made.ids == [*GROUPS, "ProductionRule", "TestRule", *SECURITY[:-1]]
    assert made["ProductionRule"]["ListenerArn"] == imported("base", "ProductionListenerArn")
    assert made["TestRule"]["Priority"] == made["ProductionRule"]["Priority"] == 310
    balancer = imported("base", "LoadBalancerSecurityGroupId")
    assert made["ServiceFromLoadBalancer"]["SourceSecurityGroupId"] == balancer
