"""Systems -> dashboards that CloudWatch does not take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    document,
    mappings,
    number,
    sequence,
    text,
)

_WIDGETS, _METRICS = 500, 500


def _check(system: System) -> Iterator[Finding]:
    for dashboard in system.of("AWS::CloudWatch::Dashboard"):
        body = document(dashboard.properties.get("DashboardBody"))
        path = ("DashboardBody",)
        if not isinstance(body, Mapping):
            yield Finding(dashboard, "DashboardBody is no JSON object", path)
            continue
        widgets = mappings(body, "widgets")
        if len(widgets) > _WIDGETS:
            yield Finding(dashboard, f"has {len(widgets)} widgets; CloudWatch takes 500", path)
        for widget in widgets:
            metrics = sequence(widget, "properties", "metrics")
            title = text(widget, "properties", "title")
            if len(metrics) > _METRICS:
                yield Finding(dashboard, f"'{title}' has {len(metrics)} metrics; CloudWatch takes 500", path)
            x, width = number(widget, "x") or 0, number(widget, "width") or 6
            if x + width > 24:
                yield Finding(dashboard, f"'{title}' ends at column {x + width}; a dashboard has 24", path)
            if text(widget, "type") == "metric" and not text(widget, "properties", "region"):
                yield Finding(dashboard, f"'{title}' has no region", path)


RULE = Rule(
    "dashboard-body",
    "A dashboard is JSON, with 500 widgets at the most, each within the 24 columns and with a region.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html",
    _check,
    """
 Resources:
   Dashboard:
     Type: AWS::CloudWatch::Dashboard
     Properties:
-      DashboardBody: '{"widgets": [{"type": "text", "x": 20, "width": 6, "height": 2}]}'
+      DashboardBody: '{"widgets": [{"type": "text", "x": 18, "width": 6, "height": 2}]}'
    """,
)
