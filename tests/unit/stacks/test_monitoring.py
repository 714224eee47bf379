"""The stack ``monitoring``."""

from __future__ import annotations

from generator.model.notifications import Notifications
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
    assert built(MONITORING, service()).ids == ["Topic", "TopicPolicy", *ALARMS, *RULES, "Dashboard"]


def test_without_alarms_people_still_hear_of_failed_releases() -> None:
    made = service(release=Release(alarms=Alarms(None, None, None, None)))
    assert built(MONITORING, made).ids == ["Topic", "TopicPolicy", *RULES, "Dashboard"]


def test_every_address_subscribes_whatever_their_order() -> None:
    def subscriptions(*addresses: str) -> dict[str, str]:
        made = built(MONITORING, service(notifications=Notifications(addresses)))
        return {name: made[name]["Endpoint"] for name in made.ids if name.startswith("Subscription")}

    assert subscriptions("a@example.com", "b@example.com") == subscriptions("b@example.com", "a@example.com")
    assert subscriptions("b@example.com").items() <= subscriptions("a@example.com", "b@example.com").items()
    assert set(subscriptions("a@example.com", "b@example.com").values()) == {"a@example.com", "b@example.com"}


def test_the_other_stacks_values_are_used_where_they_belong() -> None:
    made = built(MONITORING, service())
    assert made["Topic"]["KmsMasterKeyId"] == imported("iam", "KeyArn")
    assert made["TaskFailedRule"]["EventPattern"]["detail"]["clusterArn"] == [imported("ecs", "ClusterArn")]
    for colour in ("Blue", "Green"):
        assert made[f"{colour}LatencyAlarm"]["Metrics"][0]["MetricStat"]["Metric"]["Dimensions"] == [
            {"Name": "LoadBalancer", "Value": imported("alb", "LoadBalancerFullName")},
            {"Name": "TargetGroup", "Value": imported("alb", f"{colour}TargetGroupFullName")},
        ]
        assert made["Dashboard"]["DashboardBody"]["Fn::Sub"][1][f"{colour}Group"] == imported(
            "alb", f"{colour}TargetGroupFullName"
        )
    assert made.outputs == {"TopicArn": {"Ref": "Topic"}}
