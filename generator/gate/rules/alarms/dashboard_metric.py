"""Systems -> dashboards that show alarms which nobody makes, or another environment's service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.alarm import ALARM
from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import document, is_literal, mappings, sequence, text
from generator.problems import Severity

_TYPES = {"ClusterName": "AWS::ECS::Cluster", "ServiceName": SERVICE}
_PATH = ("DashboardBody",)


def _check(system: System) -> Iterator[Finding]:
    for dashboard in system.of("AWS::CloudWatch::Dashboard"):
        for widget in mappings(document(dashboard.properties.get("DashboardBody")), "widgets"):
            title = text(widget, "properties", "title")
            for message in _wrong(system, widget):
                yield Finding(dashboard, f"'{title}' shows {message}, which nothing here makes", _PATH)


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


RULE = Rule(
    "dashboard-metric",
    "A dashboard shows the alarms, the cluster and the service of its own system.",
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
