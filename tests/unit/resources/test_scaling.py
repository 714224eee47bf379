"""Application Auto Scaling."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.container import Count
from generator.resources import scaling
from generator.stacks.ecs import ECS
from tests.unit.project import container, plain, properties, service
from tests.unit.resources.metric_math import over_time

POLICIES = {"CpuScalingPolicy", "MemoryScalingPolicy", "RequestsScalingPolicy", "ResponseTimeScalingPolicy"}


@pytest.mark.parametrize(
    ("count", "policies"),
    [
        (Count(2, 2), set()),
        (Count(2, 2, cpu=60, requests=500), set()),
        (Count(2, 10), set()),
        (Count(2, 10, cpu=60), {"CpuScalingPolicy"}),
        (Count(2, 10, memory=75), {"MemoryScalingPolicy"}),
        (Count(2, 10, requests=500), {"RequestsScalingPolicy"}),
        (Count(2, 10, response_time=0.5), {"ResponseTimeScalingPolicy"}),
        (Count(2, 10, cpu=60, memory=75, requests=500, response_time=0.5), POLICIES),
    ],
)
def test_a_fixed_count_has_bounds_and_no_policy(count: Count, policies: set[str]) -> None:
    resources = ECS.template(service(container=container(count=count))).to_dict()["Resources"]
    assert "ScalableTarget" in resources
    assert resources.keys() & POLICIES == policies


@pytest.mark.parametrize("count", [Count(3, 3), Count(1, 8, cpu=50)])
def test_the_bounds_are_the_spec_s_and_wait_for_the_service(count: Count) -> None:
    made = scaling.scalable_target(service(container=container(count=count)))
    assert properties(made) == {
        "ServiceNamespace": "ecs",
        "ScalableDimension": "ecs:service:DesiredCount",
        "ResourceId": "service/shop-prod/shop-prod",
        "MinCapacity": count.min,
        "MaxCapacity": count.max,
    }
    assert plain(made)["DependsOn"] == "Service"


def _tracking(made: Any) -> dict[str, Any]:
    body = properties(made)
    assert body["PolicyType"] == "TargetTrackingScaling"
    assert body["ScalingTargetId"] == {"Ref": "ScalableTarget"}
    tracking: dict[str, Any] = body["TargetTrackingScalingPolicyConfiguration"]
    assert (tracking.pop("ScaleOutCooldown"), tracking.pop("ScaleInCooldown")) == (60, 300)
    return tracking


def test_cpu_is_tracked_by_aws_s_own_metric() -> None:
    made = scaling.cpu_policy(service(), 60)
    assert properties(made)["PolicyName"] == "shop-prod-cpu"
    assert _tracking(made) == {
        "TargetValue": 60,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
    }


def test_the_cooldowns_are_the_spec_s() -> None:
    count = Count(1, 4, scale_out_cooldown=0, scale_in_cooldown=900)
    body = properties(scaling.cpu_policy(service(container=container(count=count)), 60))
    tracking = body["TargetTrackingScalingPolicyConfiguration"]
    assert (tracking["ScaleOutCooldown"], tracking["ScaleInCooldown"]) == (0, 900)


def test_memory_is_tracked_by_aws_s_own_metric() -> None:
    made = scaling.memory_policy(service(), 75)
    assert properties(made)["PolicyName"] == "shop-prod-memory"
    assert _tracking(made) == {
        "TargetValue": 75,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageMemoryUtilization"},
    }


def test_requests_are_those_of_both_colours_by_the_tasks_that_run() -> None:
    groups = {"blue": "targetgroup/b/1", "green": "targetgroup/g/2"}
    made = scaling.requests_policy(service(), 500, "app/shop", groups)
    assert properties(made)["PolicyName"] == "shop-prod-requests"
    service_dimensions = [{"Name": "ClusterName", "Value": "shop-prod"}, {"Name": "ServiceName", "Value": "shop-prod"}]
    assert _tracking(made) == {
        "TargetValue": 500,
        "CustomizedMetricSpecification": {
            "Metrics": [
                *(
                    {
                        "Id": colour,
                        "ReturnData": False,
                        "MetricStat": {
                            "Stat": "Sum",
                            "Metric": {
                                "Namespace": "AWS/ApplicationELB",
                                "MetricName": "RequestCount",
                                "Dimensions": [
                                    {"Name": "LoadBalancer", "Value": "app/shop"},
                                    {"Name": "TargetGroup", "Value": group},
                                ],
                            },
                        },
                    }
                    for colour, group in groups.items()
                ),
                {
                    "Id": "tasks",
                    "ReturnData": False,
                    "MetricStat": {
                        "Stat": "Average",
                        "Metric": {
                            "Namespace": "ECS/ContainerInsights",
                            "MetricName": "RunningTaskCount",
                            "Dimensions": service_dimensions,
                        },
                    },
                },
                {"Id": "requests", "Expression": "FILL(blue, 0) + FILL(green, 0)", "ReturnData": False},
                {"Id": "counted", "Expression": "requests * requests / requests", "ReturnData": False},
                {
                    "Id": "requests_per_task",
                    "Expression": "FILL(FILL(counted, REPEAT), 0) / tasks",
                    "Label": "Requests per task and minute",
                    "ReturnData": True,
                },
            ]
        },
    }


@pytest.mark.parametrize(
    ("minutes", "numbers"),
    [
        ([{"blue": 600, "tasks": 2}, {"tasks": 2}], [300, 300]),
        (
            [{"blue": 600, "tasks": 2}, {"blue": 200, "green": 800, "tasks": 4}, {"green": 600, "tasks": 2}],
            [300, 250, 300],
        ),
        ([{"tasks": 2}], [0]),
        ([{"blue": 0, "tasks": 2}], [0]),
        ([{"blue": 600}], [None]),
    ],
    ids=["late", "shifted", "idle", "none", "no-tasks"],
)
def test_a_late_minute_has_the_requests_of_the_one_before(
    minutes: list[dict[str, float]], numbers: list[float | None]
) -> None:
    made = scaling.requests_policy(service(), 500, "app/shop", {"blue": "targetgroup/b/1", "green": "targetgroup/g/2"})
    assert over_time(_tracking(made)["CustomizedMetricSpecification"]["Metrics"], minutes) == numbers


def test_the_response_time_is_that_of_all_answers() -> None:
    groups = {"blue": "targetgroup/b/1", "green": "targetgroup/g/2"}
    made = scaling.response_time_policy(service(), 0.5, "app/shop", groups)
    tracking = _tracking(made)
    assert tracking["TargetValue"] == 0.5
    *read, average = tracking["CustomizedMetricSpecification"]["Metrics"]
    assert [(each["Id"], each["MetricStat"]["Stat"], each["ReturnData"]) for each in read] == [
        ("blue_time", "Sum", False),
        ("blue_answers", "SampleCount", False),
        ("green_time", "Sum", False),
        ("green_answers", "SampleCount", False),
    ]
    assert {each["MetricStat"]["Metric"]["MetricName"] for each in read} == {"TargetResponseTime"}
    assert [each["MetricStat"]["Metric"]["Dimensions"][1]["Value"] for each in read[::2]] == [*groups.values()]
    assert average["Expression"] == (
        "(FILL(blue_time, 0) + FILL(green_time, 0)) / (FILL(blue_answers, 0) + FILL(green_answers, 0))"
    )
