"""The stack ``dashboard``."""

from __future__ import annotations

from generator.stacks.dashboard import DASHBOARD
from tests.unit.project import service
from tests.unit.stacks.built import built, imported


def test_each_service_s_target_groups_are_shown_as_their_own() -> None:
    made = built(DASHBOARD, service())
    assert made.ids == ["Dashboard"]
    assert made["Dashboard"]["DashboardBody"]["Fn::Sub"][1] == {
        "LoadBalancer": imported("alb", "LoadBalancerFullName"),
        "MainBlueTargetGroup": imported("routes", "BlueTargetGroupFullName"),
        "MainGreenTargetGroup": imported("routes", "GreenTargetGroupFullName"),
    }
