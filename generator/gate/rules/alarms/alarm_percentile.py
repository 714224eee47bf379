"""Systems -> latency alarms that say nothing for want of answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.alarm import ALARM
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import text
from generator.problems import Severity

_PERCENTILE = re.compile(r"p(\d{1,2}(?:\.\d+)?)")
_MOST = 100
"""Answers that p90 needs: a canary of 10 % has them in three minutes from 6 requests a second on."""


def _check(system: System) -> Iterator[Finding]:
    for alarm in system.of(ALARM):
        match = _PERCENTILE.fullmatch(text(alarm.properties, "ExtendedStatistic"))
        if match is None or text(alarm.properties, "EvaluateLowSampleCountPercentile") != "ignore":
            continue
        share = float(match[1]) / 100
        needed = round(10 / (1 - share) if share >= 0.5 else 10 / max(share, 0.001))
        if needed > _MOST:
            message = f"{match[0]} is ignored below {needed:,} answers: a canary that gets fewer is never judged"
            hint = "take p90, or leave EvaluateLowSampleCountPercentile out and ask for several bad periods"
            path = ("EvaluateLowSampleCountPercentile",)
            yield Finding(alarm, message, path, hint, Severity.WARNING)


RULE = Rule(
    "alarm-percentile",
    "A percentile is judged at the traffic that a canary gets.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html",
    _check,
    """
 Resources:
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       Namespace: AWS/ApplicationELB
       MetricName: TargetResponseTime
       Dimensions: [{Name: LoadBalancer, Value: app/shop/1}]
       TreatMissingData: notBreaching
-      ExtendedStatistic: p99
+      ExtendedStatistic: p90
       EvaluateLowSampleCountPercentile: ignore
    """,
)
