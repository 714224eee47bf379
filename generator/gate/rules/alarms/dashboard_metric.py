"""Systems -> dashboards that show alarms which nobody makes, another environment's service, or metrics not sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from generator.gate.alarm import ALARM
from generator.gate.blue_green import SERVICE
from generator.gate.metric import METRICS, is_beside
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import document, is_literal, is_unknown, mappings, sequence, text
from generator.problems import Severity

_TYPES = {"ClusterName": "AWS::ECS::Cluster", "ServiceName": SERVICE}
_PATH = ("DashboardBody",)
_LEAST = 2
"""Words of a metric: its namespace and its name."""


def _check(system: System) -> Iterator[Finding]:
    for dashboard in system.of("AWS::CloudWatch::Dashboard"):
        for widget in mappings(document(dashboard.properties.get("DashboardBody")), "widgets"):
            title = text(widget, "properties", "title")
            for message in _wrong(system, widget):
                yield Finding(dashboard, f"'{title}' shows {message}, which nothing here makes", _PATH)
            for message in sorted(set(_unsent(widget))):
                yield Finding(dashboard, f"'{title}' shows nothing: {message}", _PATH)


def _wrong(system: System, widget: Mapping[str, Any]) -> Iterator[str]:
    arns = [*sequence(widget, "properties", "alarms")]
    arns += sequence(widget, "properties", "annotations", "alarms")
    for arn in map(text, arns):
        name = arn.rpartition(":alarm:")[2]
        if system.is_whole and is_literal(name) and any(system.of(ALARM)) and system.is_missing(ALARM, name):
            yield f"the alarm '{name}'"
    wrong = set()
    for row in sequence(widget, "properties", "metrics"):
        words = [text(each) for each in row] if isinstance(row, list | tuple) else []
        for name, value in zip(words[2::2], words[3::2], strict=False):
            kind = _TYPES.get(name, "")
            if kind and any(system.of(kind)) and is_literal(value) and system.is_missing(kind, value):
                wrong.add(f"the {name} '{value}'")
    yield from sorted(wrong)


def _unsent(widget: Mapping[str, Any]) -> Iterator[str]:
    """Metrics that AWS does not send, or not with these dimensions."""
    before: list[str] = []
    for row in sequence(widget, "properties", "metrics"):
        words = [word for word in row if isinstance(word, str)] if isinstance(row, list | tuple) else []
        if len(words) < _LEAST or (isinstance(row, list | tuple) and any(map(is_unknown, row))):
            before = []
            continue
        if words[0] == "...":
            words = [*before[: len(before) - len(words) + 1], *words[1:]]
        words = [old if word == "." else word for word, old in zip_longest(words, before[: len(words)], fillvalue="")]
        before = words
        metrics, dimensions = METRICS.get(words[0], {}), frozenset(words[2::2])
        if not metrics or not all(map(is_literal, (words[1], *dimensions))) or is_beside(words[1], dimensions):
            continue
        if words[1] not in metrics:
            yield f"{words[0]} has no metric '{words[1]}'"
        elif dimensions not in metrics[words[1]]:
            wanted = " or ".join(sorted(", ".join(sorted(each)) or "none" for each in metrics[words[1]]))
            yield f"{words[1]} is not sent with {', '.join(sorted(dimensions)) or 'no dimension'}, but with {wanted}"


RULE = Rule(
    "dashboard-metric",
    "A dashboard shows the alarms, the cluster and the service of its own system, and metrics that AWS sends.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html",
    _check,
    """
 Resources:
   Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: shop}}
   Service: {Type: AWS::ECS::Service, Properties: {ServiceName: shop, Cluster: {Ref: Cluster}}}
   Dashboard:
     Type: AWS::CloudWatch::Dashboard
     Properties:
       DashboardBody: |
         {"widgets": [{"type": "metric", "properties": {"region": "us-west-2", "title": "CPU", "metrics": [
-          ["AWS/ECS", "CPUUtilization", "ClusterName", "shop", "ServiceName", "shop-dev"]
+          ["AWS/ECS", "CPUUtilization", "ClusterName", "shop", "ServiceName", "shop"]
         ]}}]}
    """,
    severity=Severity.WARNING,
)
