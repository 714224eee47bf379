"""The stack ``monitoring``."""

from __future__ import annotations

from generator.model.release import Alarms, Release
from generator.stacks.monitoring import MONITORING
from tests.unit.project import service
from tests.unit.stacks.built import built, imported

ALARMS = [
    "LoadBalancerErrorsAlarm",
    *("BlueErrorsAlarm", "BlueConnectionsAlarm", "BlueLatencyAlarm", "BlueUnhealthyAlarm"),
    *("GreenErrorsAlarm", "GreenConnectionsAlarm", "GreenLatencyAlarm", "GreenUnhealthyAlarm"),
]
RULES = ["DeploymentFailedRule", "PipelineFailedRule", "TaskFailedRule"]


def test_what_tells_people() -> None:
    assert built(MONITORING, service()).ids == [*ALARMS, *RULES]


def test_without_alarms_people_still_hear_of_failed_releases() -> None:
    made = service(release=Release(alarms=Alarms(None, None, None, None)))
    assert built(MONITORING, made).ids == RULES


def test_the_other_stacks_values_are_used_where_they_belong() -> None:
    made = built(MONITORING, service())
    assert made["TaskFailedRule"]["EventPattern"]["detail"]["clusterArn"] == [imported("base", "ClusterArn")]
    for colour in ("Blue", "Green"):
        assert made[f"{colour}LatencyAlarm"]["Metrics"][0]["MetricStat"]["Metric"]["Dimensions"] == [
            {"Name": "LoadBalancer", "Value": imported("alb", "LoadBalancerFullName")},
            {"Name": "TargetGroup", "Value": imported("routes", f"{colour}TargetGroupFullName")},
        ]
        assert made[f"{colour}LatencyAlarm"]["AlarmActions"] == [imported("base", "TopicArn")]
