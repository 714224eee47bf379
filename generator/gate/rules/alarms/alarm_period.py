"""Systems -> alarms whose periods CloudWatch does not take, or that are shorter than their metric's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.alarm import ALARM
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import mapping, mappings, number, text
from generator.problems import Severity

_SHORT = (10, 20, 30)
_MINUTE, _HOUR, _DAY, _WEEK = 60, 3600, 86400, 604800
# Lambda and a few others send metrics more often; what releases are judged by comes once a minute.
_BY_MINUTE = frozenset(
    {
        "AWS/ApplicationELB", "AWS/CodeBuild", "AWS/ECS", "AWS/NATGateway", "AWS/NetworkELB", "AWS/RDS", "AWS/SNS",
        "AWS/SQS", "ECS/ContainerInsights",
    }
)  # fmt: skip
"""Namespaces that get one value a minute at the most."""


def _check(system: System) -> Iterator[Finding]:
    for alarm in system.of(ALARM):
        for namespace, period, path in _periods(alarm):
            if period not in _SHORT and (period < _MINUTE or period % _MINUTE):
                message = f"a period of {period} s is none: CloudWatch takes 10, 20, 30 and whole minutes"
                yield Finding(alarm, message, path)
            elif period in _SHORT and namespace in _BY_MINUTE:
                message = (
                    f"a period of {period} s, but {namespace} has a value once a minute: most periods are empty, and "
                    "several in a row are never bad"
                )
                yield Finding(alarm, message, path, "a period of 60", Severity.WARNING)
        longest_period = max((period for _, period, _ in _periods(alarm)), default=0)
        looked_back = longest_period * (number(alarm.properties, "EvaluationPeriods") or 1)
        limit = _DAY if longest_period < _HOUR else _WEEK
        if looked_back > limit:
            message = f"looks back {looked_back:,} s; with a period of {longest_period} s CloudWatch takes {limit:,}"
            yield Finding(alarm, message, ("EvaluationPeriods",))


def _periods(alarm: Resource) -> Iterator[tuple[str, int, Path]]:
    """Namespace and period of each metric, the period in seconds."""
    listed: list[tuple[Mapping[str, Any], Mapping[str, Any], Path]] = [(alarm.properties, alarm.properties, ())]
    for index, query in enumerate(mappings(alarm.properties, "Metrics")):
        listed.append((mapping(query, "MetricStat", "Metric"), mapping(query, "MetricStat"), ("Metrics", index)))
    for metric, stat, path in listed:
        period = number(stat, "Period")
        if period is not None:
            inside: Path = (*path, "MetricStat", "Period") if path else ("Period",)
            yield text(metric, "Namespace"), period, inside


RULE = Rule(
    "alarm-period",
    "The period of an alarm is one that CloudWatch takes, and no shorter than the one in which its metric is sent.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
    _check,
    """
 Resources:
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       Namespace: AWS/ECS
       MetricName: CPUUtilization
       Dimensions: [{Name: ClusterName, Value: shop}, {Name: ServiceName, Value: shop}]
       Statistic: Average
-      Period: 30
+      Period: 60
       EvaluationPeriods: 3
       Threshold: 90
       ComparisonOperator: GreaterThanThreshold
    """,
)
