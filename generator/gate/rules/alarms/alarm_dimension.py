"""Systems -> alarms that watch something else than what is deployed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    is_literal,
    mapping,
    mappings,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    services = {service.name for service in system.of(SERVICE)} - {""}
    clusters = {cluster.name for cluster in system.of("AWS::ECS::Cluster")} - {""}
    rules = {rule.name for rule in system.of("AWS::Events::Rule")} - {""}
    known = {"ServiceName": services, "ClusterName": clusters, "RuleName": rules}
    for alarm in system.of("AWS::CloudWatch::Alarm"):
        metrics = [
            alarm.properties,
            *(mapping(item, "MetricStat", "Metric") for item in mappings(alarm.properties, "Metrics")),
        ]
        for dimension in (item for metric in metrics for item in mappings(metric, "Dimensions")):
            name, value = text(dimension, "Name"), text(dimension, "Value")
            if known.get(name) and is_literal(value) and value not in known[name]:
                yield Finding(alarm, f"watches the {name} '{value}', which nothing here makes", ("Dimensions",))
            if name == "TargetGroup" and value and (":targetgroup/" in value or value.endswith("|TargetGroupName}")):
                message = "the dimension TargetGroup is the full name, targetgroup/NAME/ID: take TargetGroupFullName"
                yield Finding(alarm, message, ("Dimensions",))
            resource = system.at(value)
            if name in ("TargetGroup", "LoadBalancer") and resource and not value.endswith(f"|{name}FullName}}"):
                message = f"the dimension {name} is the full name: take the attribute {name}FullName"
                yield Finding(alarm, message, ("Dimensions",))


RULE = Rule(
    "alarm-dimension",
    "The dimensions of an alarm name what the templates make, as CloudWatch calls it.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties: {ServiceName: shop}
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       Namespace: AWS/ECS
       MetricName: CPUUtilization
       Dimensions:
         - {Name: ClusterName, Value: shop}
-        - {Name: ServiceName, Value: my-service}
+        - {Name: ServiceName, Value: shop}
    """,
)
