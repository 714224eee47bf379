"""Metrics that AWS sends are known by the dimensions that they are sent with."""

from __future__ import annotations

import pytest

from generator.gate.metric import METRICS, is_beside

_SENT = [
    ("AWS/ApplicationELB", "ELBAuthError", "LoadBalancer"),
    ("AWS/ApplicationELB", "UnhealthyStateRouting", "LoadBalancer TargetGroup"),
    ("AWS/ApplicationELB", "LambdaUserError", "TargetGroup"),
    ("AWS/ECS", "GPUReservation", "ClusterName"),
    ("ECS/ContainerInsights", "RestartCount", "ClusterName ServiceName ContainerName"),
    ("ECS/ContainerInsights", "TaskCpuUtilization", "ClusterName TaskDefinitionFamily TaskId"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName"),
    ("AWS/Scheduler", "TargetErrorCount", "ScheduleGroup"),
    ("AWS/Scheduler", "InvocationDroppedCount", ""),
]


@pytest.mark.parametrize(("namespace", "name", "dimensions"), _SENT)
def test_a_metric_is_sent_with_its_dimensions(namespace: str, name: str, dimensions: str) -> None:
    assert frozenset(dimensions.split()) in METRICS[namespace][name]


def test_hosts_are_counted_by_target_group_alone() -> None:
    assert frozenset({"LoadBalancer"}) not in METRICS["AWS/ApplicationELB"]["UnHealthyHostCount"]


def test_service_connect_s_metrics_are_left_alone() -> None:
    assert is_beside("RequestCount", frozenset({"DiscoveryName", "ClusterName", "ServiceName"}))
    assert not is_beside("RequestCount", frozenset({"ClusterName", "ServiceName"}))


def test_the_metric_of_an_error_code_is_left_alone() -> None:
    name = "InvocationsFailedToBeSentToDeadLetterCount"
    assert is_beside(f"{name}_AWS.SimpleQueueService.NonExistentQueue", frozenset())
    assert not is_beside(name, frozenset())
