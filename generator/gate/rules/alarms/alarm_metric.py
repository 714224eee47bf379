"""Systems -> alarms that wait for a metric which nobody sends.

A metric exists for the very dimensions that it is sent with, and for no other set of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import (
    is_literal,
    mapping,
    mappings,
    text,
)

_BALANCER = frozenset({"LoadBalancer"})
_ZONE = frozenset({"LoadBalancer", "AvailabilityZone"})
_GROUP = frozenset({"LoadBalancer", "TargetGroup"})
_GROUP_ZONE = frozenset({"LoadBalancer", "TargetGroup", "AvailabilityZone"})
_CLUSTER = frozenset({"ClusterName"})
_SERVICE = frozenset({"ClusterName", "ServiceName"})
_FAMILY = frozenset({"ClusterName", "TaskDefinitionFamily"})

_OF_BALANCER = dict.fromkeys(
    [
        "ActiveConnectionCount",
        "ClientTLSNegotiationErrorCount",
        "DesyncMitigationMode_NonCompliant_Request_Count",
        "DroppedInvalidHeaderRequestCount",
        "ForwardedInvalidHeaderRequestCount",
        "GrpcRequestCount",
        "HTTPCode_ELB_3XX_Count",
        "HTTPCode_ELB_4XX_Count",
        "HTTPCode_ELB_500_Count",
        "HTTPCode_ELB_502_Count",
        "HTTPCode_ELB_503_Count",
        "HTTPCode_ELB_504_Count",
        "HTTPCode_ELB_5XX_Count",
        "HTTP_Fixed_Response_Count",
        "HTTP_Redirect_Count",
        "HTTP_Redirect_Url_Limit_Exceeded_Count",
        "IPv6ProcessedBytes",
        "IPv6RequestCount",
        "NewConnectionCount",
        "NonStickyRequestCount",
        "ProcessedBytes",
        "RejectedConnectionCount",
        "RuleEvaluations",
    ],
    (_BALANCER, _ZONE),
)
_OF_TARGETS = dict.fromkeys(
    [
        "HTTPCode_Target_2XX_Count",
        "HTTPCode_Target_3XX_Count",
        "HTTPCode_Target_4XX_Count",
        "HTTPCode_Target_5XX_Count",
        "RequestCount",
        "TargetConnectionErrorCount",
        "TargetResponseTime",
        "TargetTLSNegotiationErrorCount",
    ],
    (_BALANCER, _ZONE, _GROUP, _GROUP_ZONE),
)
_OF_TASKS = dict.fromkeys(
    [
        "CpuReserved",
        "CpuUtilized",
        "EphemeralStorageReserved",
        "EphemeralStorageUtilized",
        "MemoryReserved",
        "MemoryUtilized",
        "NetworkRxBytes",
        "NetworkTxBytes",
        "StorageReadBytes",
        "StorageWriteBytes",
    ],
    (_CLUSTER, _SERVICE, _FAMILY),
)

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
_SETS: dict[str, dict[str, tuple[frozenset[str], ...]]] = {
    "AWS/ApplicationELB": {
        **_OF_BALANCER,
        **_OF_TARGETS,
        "ConsumedLCUs": (_BALANCER,),
        "HealthyHostCount": (_GROUP, _GROUP_ZONE),
        "UnHealthyHostCount": (_GROUP, _GROUP_ZONE),
        "AnomalousHostCount": (_GROUP, _GROUP_ZONE),
        "MitigatedHostCount": (_GROUP, _GROUP_ZONE),
        "RequestCountPerTarget": (
            frozenset({"TargetGroup"}),
            frozenset({"TargetGroup", "AvailabilityZone"}),
            _GROUP,
            _GROUP_ZONE,
        ),
    },
    "AWS/ECS": {
        "CPUReservation": (_CLUSTER,),
        "CPUUtilization": (_CLUSTER, _SERVICE),
        "MemoryReservation": (_CLUSTER,),
        "MemoryUtilization": (_CLUSTER, _SERVICE),
    },
    "ECS/ContainerInsights": {
        **_OF_TASKS,
        "ContainerInstanceCount": (_CLUSTER,),
        "DeploymentCount": (_SERVICE,),
        "DesiredTaskCount": (_SERVICE,),
        "PendingTaskCount": (_SERVICE,),
        "RunningTaskCount": (_SERVICE,),
        "ServiceCount": (_CLUSTER,),
        "TaskCount": (_CLUSTER,),
        "TaskSetCount": (_SERVICE,),
    },
}


def _check(system: System) -> Iterator[Finding]:
    for place, path, namespace, name, dimensions in _watched(system):
        metrics = _SETS.get(namespace)
        if metrics is None or not is_literal(name) or "" in dimensions:
            continue
        sets = metrics.get(name)
        if sets is None:
            yield Finding(place, f"{namespace} has no metric '{name}': nothing is ever measured", path)
        elif frozenset(dimensions) not in sets:
            wanted = " or ".join(sorted(", ".join(sorted(each)) for each in sets))
            given = ", ".join(sorted(dimensions)) or "none"
            yield Finding(place, f"{name} is not sent with the dimensions {given}; it has {wanted}", path)


def _watched(system: System) -> Iterator[tuple[Resource, Path, str, str, list[str]]]:
    for alarm in system.of("AWS::CloudWatch::Alarm"):
        if "MetricName" in alarm.properties:
            yield alarm, ("MetricName",), *_metric(alarm.properties)
        for index, query in enumerate(mappings(alarm.properties, "Metrics")):
            if metric := mapping(query, "MetricStat", "Metric"):
                yield alarm, ("Metrics", index), *_metric(metric)
    specification = ("TargetTrackingScalingPolicyConfiguration", "CustomizedMetricSpecification")
    for policy in system.of("AWS::ApplicationAutoScaling::ScalingPolicy"):
        for index, query in enumerate(mappings(policy.properties, *specification, "Metrics")):
            if metric := mapping(query, "MetricStat", "Metric"):
                yield policy, (*specification, "Metrics", index), *_metric(metric)


def _metric(metric: Mapping[str, Any]) -> tuple[str, str, list[str]]:
    dimensions = [text(item, "Name") for item in mappings(metric, "Dimensions")]
    return text(metric, "Namespace"), text(metric, "MetricName"), dimensions


RULE = Rule(
    "alarm-metric",
    "An alarm, or a scaling policy, watches a metric that AWS sends, with the dimensions that it is sent with.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    _check,
    """
 Resources:
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       Namespace: AWS/ApplicationELB
       MetricName: HTTPCode_ELB_5XX_Count
       TreatMissingData: notBreaching
       Dimensions:
         - {Name: LoadBalancer, Value: app/shop/1}
-        - {Name: TargetGroup, Value: targetgroup/shop-blue/1}
    """,
)
