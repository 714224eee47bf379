"""Systems -> alarms that look for a load balancer's or a service's metrics where these are not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.alarm import ALARM, metrics
from generator.gate.balancer_attribute import type_of
from generator.gate.blue_green import TARGET_GROUP
from generator.gate.network import BALANCER
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, setting, text

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
_OF_BALANCER = {
    "application": "AWS/ApplicationELB",
    "network": "AWS/NetworkELB",
    "gateway": "AWS/GatewayELB",
}
_KNOWN = {name.lower(): name for name in (*_OF_BALANCER.values(), "AWS/ECS", "ECS/ContainerInsights")}
_OF_TASKS = frozenset({"AWS/ECS", "ECS/ContainerInsights"})


def _check(system: System) -> Iterator[Finding]:
    for alarm in system.of(ALARM):
        for metric in metrics(alarm):
            path = ("Namespace",) if "MetricName" in alarm.properties else metric.path
            namespace = metric.namespace
            if not is_literal(namespace):
                continue
            meant = _KNOWN.get(namespace.lower(), namespace)
            if meant != namespace:
                yield Finding(alarm, f"there is no namespace '{namespace}'", path, f"do you mean {meant}?")
                continue
            for value in metric.dimensions.values():
                wanted = _namespace(system.at(value))
                if wanted and namespace.startswith("AWS/") and namespace != wanted:
                    message = f"{namespace} has nothing about it: its metrics are in {wanted}, and this is never on"
                    yield Finding(alarm, message, path)
                    break
            is_of_service = {"ClusterName", "ServiceName"} <= metric.dimensions.keys()
            if is_of_service and namespace.startswith("AWS/") and namespace not in _OF_TASKS:
                yield Finding(alarm, f"{namespace} has nothing about services of ECS: take AWS/ECS", path)


def _namespace(resource: Resource | None) -> str:
    """Where the metrics of a load balancer or a target group are."""
    if resource is None:
        return ""
    if resource.type == BALANCER:
        return _OF_BALANCER.get(setting(resource.properties, "application", "Type"), "")
    is_group = resource.type == TARGET_GROUP
    return _OF_BALANCER.get(type_of(text(resource.properties, "Protocol")), "") if is_group else ""


RULE = Rule(
    "alarm-namespace",
    "An alarm looks for a metric in the namespace to which the watched thing sends it.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html",
    _check,
    """
 Resources:
   Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
-      Namespace: AWS/NetworkELB
+      Namespace: AWS/ApplicationELB
       MetricName: HTTPCode_ELB_5XX_Count
       Statistic: Sum
       Dimensions: [{Name: LoadBalancer, Value: {"Fn::GetAtt": [Balancer, LoadBalancerFullName]}}]
       ComparisonOperator: GreaterThanThreshold
       EvaluationPeriods: 3
       Period: 60
       Threshold: 5
       TreatMissingData: notBreaching
    """,
)
