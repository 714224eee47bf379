"""Systems -> alarms that divide one target group's errors by another's requests."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.alarm import ALARM, metrics
from generator.gate.rule import Finding, Rule
from generator.gate.system import System, readable
from generator.gate.value import is_unknown


def _check(system: System) -> Iterator[Finding]:
    for alarm in system.of(ALARM):
        if "Metrics" not in alarm.properties or is_unknown(alarm.properties, "Metrics"):
            continue
        watched = [metric for metric in metrics(alarm) if metric.dimensions.get("TargetGroup")]
        errors = {each.dimensions["TargetGroup"] for each in watched if each.name.startswith("HTTPCode_Target_")}
        requests = {each.dimensions["TargetGroup"] for each in watched if each.name == "RequestCount"}
        if errors and requests and errors != requests:
            one, other = (", ".join(sorted(map(_said, each))) for each in (errors - requests, requests - errors))
            message = f"counts the errors of {one or 'the same'}, but the requests of {other or 'fewer'}: it is no rate"
            yield Finding(alarm, message, ("Metrics",))


def _said(reference: str) -> str:
    return reference.strip("${}").split("|")[1] if reference.count("|") > 1 else readable(reference)


RULE = Rule(
    "alarm-quotient",
    "A rate of errors has errors and requests of the same target group.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    _check,
    """
 Resources:
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       ComparisonOperator: GreaterThanThreshold
       EvaluationPeriods: 3
       Threshold: 5
       TreatMissingData: notBreaching
       Metrics:
         - Id: errors
           ReturnData: false
           MetricStat:
             Period: 60
             Stat: Sum
             Metric:
               Namespace: AWS/ApplicationELB
               MetricName: HTTPCode_Target_5XX_Count
               Dimensions: [{Name: LoadBalancer, Value: app/shop/1}, {Name: TargetGroup, Value: targetgroup/blue/1}]
         - Id: requests
           ReturnData: false
           MetricStat:
             Period: 60
             Stat: Sum
             Metric:
               Namespace: AWS/ApplicationELB
               MetricName: RequestCount
-              Dimensions: [{Name: LoadBalancer, Value: app/shop/1}, {Name: TargetGroup, Value: targetgroup/green/1}]
+              Dimensions: [{Name: LoadBalancer, Value: app/shop/1}, {Name: TargetGroup, Value: targetgroup/blue/1}]
         - {Id: rate, Expression: "100 * errors / requests"}
    """,
)
