"""Systems -> alarms that go off without a reason, or never."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    is_true,
    mapping,
    mappings,
    number,
    sequence,
    text,
)
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    stopping = {
        text(item, "Name")
        for release in releases(system)
        for item in mappings(release.group.properties, "AlarmConfiguration", "Alarms")
    }
    for native in natives(system):
        stopping |= {text(name) for name in sequence(native.configuration, "Alarms", "AlarmNames")}
    for alarm in system.of("AWS::CloudWatch::Alarm"):
        queries = [mapping(query, "MetricStat", "Metric") for query in mappings(alarm.properties, "Metrics")]
        namespaces = {text(metric, "Namespace") for metric in (alarm.properties, *queries)}
        missing = text(alarm.properties, "TreatMissingData") or "missing"
        if "AWS/ApplicationELB" in namespaces and missing == "breaching":
            message = "a load balancer sends nothing while nobody calls, which would be an alarm: TreatMissingData"
            yield Finding(alarm, message, ("TreatMissingData",))
        if alarm.name in stopping and missing == "ignore" and "AWS/ApplicationELB" in namespaces:
            message = "keeps its state while nobody calls: after a bad release it stays on, and none can begin"
            yield Finding(alarm, message, ("TreatMissingData",), "notBreaching")
        periods, points = (number(alarm.properties, key) for key in ("EvaluationPeriods", "DatapointsToAlarm"))
        if periods is not None and points is not None and points > periods:
            yield Finding(alarm, f"{points} of {periods} periods can never be bad", ("DatapointsToAlarm",))
        if (
            alarm.name in stopping
            and "ActionsEnabled" in alarm.properties
            and not is_true(alarm.properties, "ActionsEnabled")
        ):
            yield Finding(alarm, "its actions are off: it tells nobody", ("ActionsEnabled",))
        if alarm.name in stopping and text(alarm.properties, "ComparisonOperator").startswith("LessThan"):
            message = "goes off when there is less of it: a release would stop for being good"
            if "HealthyHostCount" not in {text(metric, "MetricName") for metric in (alarm.properties, *queries)}:
                yield Finding(alarm, message, ("ComparisonOperator",))


RULE = Rule(
    "alarm-setting",
    "An alarm can go off, and does not while there is no traffic.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
    _check,
    """
 Resources:
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       Namespace: AWS/ApplicationELB
       MetricName: HTTPCode_Target_5XX_Count
       Dimensions: [{Name: LoadBalancer, Value: app/shop/1}]
-      TreatMissingData: breaching
+      TreatMissingData: notBreaching
    """,
    severity=Severity.WARNING,
)
