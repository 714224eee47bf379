"""Systems -> alarms that wait for a metric which nobody sends, or for dimensions that it is not sent with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.gate.metric import METRICS, is_beside
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import (
    is_literal,
    mapping,
    mappings,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    for place, path, namespace, name, dimensions in _watched(system):
        metrics = METRICS.get(namespace)
        if metrics is None or not is_literal(name) or "" in dimensions or is_beside(name, frozenset(dimensions)):
            continue
        sets = metrics.get(name)
        if sets is None:
            yield Finding(place, f"{namespace} has no metric '{name}': nothing is ever measured", path)
        elif frozenset(dimensions) not in sets:
            wanted = ", or by ".join(sorted((_said(each) for each in sets), key=lambda said: (said.count(" "), said)))
            given = f"by {_said(dimensions)}" if dimensions else "without dimensions"
            message = f"CloudWatch has no {name} {given}, so nothing is ever measured; it has it by {wanted}"
            yield Finding(place, message, path)


def _said(dimensions: Iterable[str]) -> str:
    return " and ".join(sorted(dimensions)) or "no dimension"


def _watched(system: System) -> Iterator[tuple[Resource, Path, str, str, list[str]]]:
    for alarm in system.of("AWS::CloudWatch::Alarm"):
        if "MetricName" in alarm.properties:
            yield alarm, ("MetricName",), *_metric(alarm.properties)
        for index, query in enumerate(mappings(alarm.properties, "Metrics")):
            if metric := mapping(query, "MetricStat", "Metric"):
                yield alarm, ("Metrics", index), *_metric(metric)
    specification = ("TargetTrackingScalingPolicyConfiguration", "CustomizedMetricSpecification")
    for policy in system.of("AWS::ApplicationAutoScaling::ScalingPolicy"):
        single = mapping(policy.properties, *specification)
        if "MetricName" in single:
            yield policy, (*specification, "MetricName"), *_metric(single)
        for index, query in enumerate(mappings(policy.properties, *specification, "Metrics")):
            if metric := mapping(query, "MetricStat", "Metric"):
                yield policy, (*specification, "Metrics", index), *_metric(metric)


def _metric(metric: Mapping[str, Any]) -> tuple[str, str, list[str]]:
    dimensions = [text(item, "Name") for item in mappings(metric, "Dimensions")]
    return text(metric, "Namespace"), text(metric, "MetricName"), dimensions


RULE = Rule(
    "alarm-metric",
    "An alarm, or a scaling policy, watches a metric that AWS sends, with the dimensions that it is sent with.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    _check,
    """
 Resources:
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       Namespace: AWS/ApplicationELB
       MetricName: HTTPCode_ELB_5XX_Count
       TreatMissingData: notBreaching
       Dimensions:
         - {Name: LoadBalancer, Value: app/shop/1}
-        - {Name: TargetGroup, Value: targetgroup/shop-blue/1}
    """,
)
