"""Systems -> alarms whose threshold is in another unit than their metric, so that they are never on, or always."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.alarm import ALARM, Watched, metrics
from generator.gate.network import BALANCER
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_unknown, mapping, mappings, number, setting, text
from generator.problems import Severity

_DAY = 86_400
_HOUR = 3600
_IDLE = 60
"""Seconds: the default of idle_timeout.timeout_seconds, after which a load balancer gives up on an answer."""
_NEVER_NEGATIVE = frozenset({"AWS/ApplicationELB", "AWS/ECS", "AWS/NetworkELB", "ECS/ContainerInsights"})
_PERCENT = frozenset({"CPUUtilization", "MemoryUtilization", "CPUReservation", "MemoryReservation"})


def _check(system: System) -> Iterator[Finding]:
    for alarm in system.of(ALARM):
        yield from _span(alarm)
        yield from _units(alarm)
        threshold = _decimal(alarm)
        if threshold is None or not text(alarm.properties, "ComparisonOperator").startswith("GreaterThan"):
            continue
        if threshold <= 0 and _is_reached_by_nothing(alarm):
            yield Finding(alarm, f"its metric is never below {threshold:g}: the alarm is always on", ("Threshold",))
        for metric in _compared(alarm):
            if metric.statistic in ("SampleCount", "Sum"):
                continue
            if metric.name == "TargetResponseTime" and threshold <= 0:
                yield Finding(alarm, "each answer takes longer than 0 s: the alarm is always on", ("Threshold",))
            elif metric.name == "TargetResponseTime" and threshold >= _longest(system, metric):
                message = (
                    f"TargetResponseTime is in seconds, and the load balancer gives up after {_longest(system, metric)}"
                )
                yield Finding(alarm, f"{message}: above {threshold:g} it never is", ("Threshold",))
            elif metric.namespace == "AWS/ECS" and metric.name in _PERCENT and not 1 < threshold <= 100:
                never = "never" if threshold > 100 else "nearly always"
                message = f"{metric.name} is in percent, and {never} above {threshold:g}"
                yield Finding(alarm, message, ("Threshold",), severity=Severity.WARNING)


def _units(alarm: Resource) -> Iterator[Finding]:
    """CloudWatch keeps the data of each unit apart, and an alarm with another one has none."""
    places: list[tuple[Path, Mapping[str, Any], Mapping[str, Any]]] = [((), alarm.properties, alarm.properties)]
    places += [
        (("Metrics", index, "MetricStat"), stat, mapping(stat, "Metric"))
        for index, query in enumerate(mappings(alarm.properties, "Metrics"))
        for stat in [mapping(query, "MetricStat")]
    ]
    for path, said, metric in places:
        unit, sent = text(said, "Unit"), _sent(text(metric, "Namespace"), text(metric, "MetricName"))
        if is_literal(unit) and sent and unit != sent:
            message = f"{text(metric, 'MetricName')} is sent in the unit {sent}: in {unit} there is no data"
            yield Finding(alarm, message, (*path, "Unit"), "leave the unit out")


def _sent(namespace: str, name: str) -> str:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Unit."""
    if namespace == "AWS/ECS" and name in _PERCENT:
        return "Percent"
    if namespace != "AWS/ApplicationELB":
        return ""
    is_count = name.endswith("Count") or name.startswith("HTTPCode_")
    return "Seconds" if name == "TargetResponseTime" else "Count" if is_count else ""


def _is_reached_by_nothing(alarm: Resource) -> bool:
    """Whether 0 is enough, of one metric that is never less."""
    is_plain = "MetricName" in alarm.properties
    is_or_equal = text(alarm.properties, "ComparisonOperator") == "GreaterThanOrEqualToThreshold"
    return is_plain and is_or_equal and all(metric.namespace in _NEVER_NEGATIVE for metric in metrics(alarm))


def _compared(alarm: Resource) -> list[Watched]:
    """The metrics whose values are compared with the threshold as they are."""
    found = metrics(alarm)
    expressions = "".join(text(query, "Expression") for query in mappings(alarm.properties, "Metrics"))
    is_other = bool({each.name for each in found} - {"RequestCount", "TargetResponseTime"})
    return [] if expressions and (is_other or "1000" in expressions) else found


def _longest(system: System, metric: Watched) -> int:
    """Seconds that an answer may take to begin."""
    balancer = system.at(metric.dimensions.get("LoadBalancer", ""))
    if balancer is None or balancer.type != BALANCER or is_unknown(balancer.properties, "LoadBalancerAttributes"):
        return 4000
    attributes = mappings(balancer.properties, "LoadBalancerAttributes")
    said = [number(each, "Value") for each in attributes if text(each, "Key") == "idle_timeout.timeout_seconds"]
    return next((value for value in said if value is not None), _IDLE)


def _decimal(alarm: Resource) -> float | None:
    value = alarm.properties.get("Threshold")
    try:
        return float(value) if isinstance(value, str | int | float) else None
    except ValueError:
        return None


def _span(alarm: Resource) -> Iterator[Finding]:
    periods = number(alarm.properties, "EvaluationPeriods")
    longest = max((metric.period for metric in metrics(alarm)), default=0)
    if is_unknown(alarm.properties) or periods is None:
        return
    if longest < _HOUR and setting(alarm.properties, "60", "Period").isdigit() and periods * longest > _DAY:
        message = f"looks back on {periods} periods of {longest} s; CloudWatch looks back for a day"
        yield Finding(alarm, message, ("EvaluationPeriods",))


RULE = Rule(
    "alarm-unit",
    "A threshold is in the unit of its metric: seconds for answers, percent for utilization.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    _check,
    """
 Resources:
   Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       Namespace: AWS/ApplicationELB
       MetricName: TargetResponseTime
       ExtendedStatistic: p90
       Dimensions: [{Name: LoadBalancer, Value: {"Fn::GetAtt": [Balancer, LoadBalancerFullName]}}]
       ComparisonOperator: GreaterThanThreshold
       EvaluationPeriods: 3
       Period: 60
-      Threshold: 1500
+      Threshold: 1.5
       TreatMissingData: notBreaching
    """,
)
