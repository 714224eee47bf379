"""Application Auto Scaling: how many tasks run, outside of the service itself."""

from __future__ import annotations

from typing import Any

from troposphere import Ref
from troposphere.applicationautoscaling import (
    CustomizedMetricSpecification,
    PredefinedMetricSpecification,
    ScalableTarget,
    ScalingPolicy,
    TargetTrackingMetric,
    TargetTrackingMetricDataQuery,
    TargetTrackingMetricDimension,
    TargetTrackingMetricStat,
    TargetTrackingScalingPolicyConfiguration,
)

from generator.model.project import Project
from generator.naming import logical

SCALE_OUT_SECONDS = 60
SCALE_IN_SECONDS = 300


def scalable_target(project: Project) -> ScalableTarget:
    """The bounds. Registering it brings the service to its minimum, which is how a fixed count is kept.

    "anytime [...] the RegisterScalableTarget API is called, Application Auto Scaling retrieves the current
    capacity and compares it to the minimum and maximum capacity":
    https://docs.aws.amazon.com/autoscaling/application/userguide/getting-started.html
    """
    names = project.names
    return ScalableTarget(
        logical.SCALABLE_TARGET,
        ServiceNamespace="ecs",
        ScalableDimension="ecs:service:DesiredCount",
        ResourceId=f"service/{names.cluster}/{names.service}",
        MinCapacity=project.service.count.min,
        MaxCapacity=project.service.count.max,
        DependsOn=logical.SERVICE,
    )


def cpu_policy(project: Project, percent: int) -> ScalingPolicy:
    """Keeps the tasks' average CPU utilisation near ``percent``."""
    metric = PredefinedMetricSpecification(PredefinedMetricType="ECSServiceAverageCPUUtilization")
    return _policy(project, logical.CPU_SCALING, "cpu", percent, PredefinedMetricSpecification=metric)


def requests_policy(project: Project, requests: int, load_balancer: Any) -> ScalingPolicy:
    """Keeps the requests per task and minute near ``requests``.

    AWS's own ALBRequestCountPerTarget watches one target group, and is not supported with blue/green:
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
    """
    names = project.names
    service = [("ClusterName", names.cluster), ("ServiceName", names.service)]
    metric = CustomizedMetricSpecification(
        Metrics=[
            _metric("requests", "AWS/ApplicationELB", "RequestCount", "Sum", [("LoadBalancer", load_balancer)]),
            _metric("tasks", "ECS/ContainerInsights", "RunningTaskCount", "Average", service),
            TargetTrackingMetricDataQuery(
                Id="requests_per_task",
                Expression="FILL(requests, 0) / tasks",
                Label="Requests per task and minute",
                ReturnData=True,
            ),
        ]
    )
    return _policy(project, logical.REQUESTS_SCALING, "requests", requests, CustomizedMetricSpecification=metric)


def _policy(project: Project, logical_id: str, noun: str, target: int, **metric: Any) -> ScalingPolicy:
    names = project.names
    return ScalingPolicy(
        logical_id,
        PolicyName=f"{names.base}-{noun}",
        PolicyType="TargetTrackingScaling",
        ScalingTargetId=Ref(logical.SCALABLE_TARGET),
        TargetTrackingScalingPolicyConfiguration=TargetTrackingScalingPolicyConfiguration(
            TargetValue=target, ScaleOutCooldown=SCALE_OUT_SECONDS, ScaleInCooldown=SCALE_IN_SECONDS, **metric
        ),
    )


def _metric(
    query: str, namespace: str, metric: str, statistic: str, dimensions: list[tuple[str, Any]]
) -> TargetTrackingMetricDataQuery:
    return TargetTrackingMetricDataQuery(
        Id=query,
        ReturnData=False,
        MetricStat=TargetTrackingMetricStat(
            Stat=statistic,
            Metric=TargetTrackingMetric(
                Namespace=namespace,
                MetricName=metric,
                Dimensions=[TargetTrackingMetricDimension(Name=name, Value=value) for name, value in dimensions],
            ),
        ),
    )
