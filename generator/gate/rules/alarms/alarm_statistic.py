"""Systems -> alarms on a statistic that is the same number whatever happens."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.alarm import ALARM, metrics
from generator.gate.rule import Finding, Rule
from generator.gate.system import System

_HOSTS = frozenset({"HealthyHostCount", "UnHealthyHostCount"})
_ONES = frozenset({"Average", "Minimum", "Maximum"})


def _check(system: System) -> Iterator[Finding]:
    for alarm in system.of(ALARM):
        for metric in metrics(alarm):
            if metric.namespace != "AWS/ApplicationELB":
                continue
            if metric.name in _HOSTS and metric.statistic in ("SampleCount", "Sum"):
                message = (
                    f"{metric.statistic} of {metric.name} grows with the samples of a minute, whether or not a target "
                    "is unhealthy"
                )
                yield Finding(alarm, message, metric.path, "take Maximum, Minimum or Average")
            elif metric.statistic in _ONES and (metric.name.startswith("HTTPCode_") or metric.name == "RequestCount"):
                message = f"{metric.statistic} of {metric.name} is 1 whenever there is any"
                yield Finding(alarm, message, metric.path, "take Sum")


RULE = Rule(
    "alarm-statistic",
    "The statistic of an alarm tells a good minute from a bad one.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    _check,
    """
 Resources:
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       Namespace: AWS/ApplicationELB
       MetricName: UnHealthyHostCount
       Dimensions: [{Name: LoadBalancer, Value: app/shop/1}, {Name: TargetGroup, Value: targetgroup/shop/1}]
       TreatMissingData: notBreaching
-      Statistic: SampleCount
+      Statistic: Maximum
    """,
)
