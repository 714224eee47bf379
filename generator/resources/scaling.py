"""Application Auto Scaling: how many tasks run, outside of the service itself."""

from __future__ import annotations

from collections.abc import Mapping
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

from generator.model.service import Service
from generator.naming import logical
from generator.resources.queue_alarm import NAMESPACE as QUEUES
from generator.resources.queue_alarm import VISIBLE


def scalable_target(service: Service) -> ScalableTarget:
    """The bounds. Registering it brings the service to its minimum, which is how a fixed count is kept.

    "anytime [...] the RegisterScalableTarget API is called, Application Auto Scaling retrieves the current
    capacity and compares it to the minimum and maximum capacity":
    https://docs.aws.amazon.com/autoscaling/application/userguide/getting-started.html
    """
    names = service.names
    return ScalableTarget(
        logical.SCALABLE_TARGET,
        ServiceNamespace="ecs",
        ScalableDimension="ecs:service:DesiredCount",
        ResourceId=f"service/{names.environment.cluster}/{names.ecs_service}",
        MinCapacity=service.container.count.min,
        MaxCapacity=service.container.count.max,
        DependsOn=logical.SERVICE,
    )


def cpu_policy(service: Service, percent: int) -> ScalingPolicy:
    """Keeps the tasks' average CPU utilisation near ``percent``."""
    metric = PredefinedMetricSpecification(PredefinedMetricType="ECSServiceAverageCPUUtilization")
    return _policy(service, logical.CPU_SCALING, "cpu", percent, PredefinedMetricSpecification=metric)


def memory_policy(service: Service, percent: int) -> ScalingPolicy:
    """Keeps the tasks' average memory utilisation near ``percent``."""
    metric = PredefinedMetricSpecification(PredefinedMetricType="ECSServiceAverageMemoryUtilization")
    return _policy(service, logical.MEMORY_SCALING, "memory", percent, PredefinedMetricSpecification=metric)


def requests_policy(
    service: Service, requests: int, load_balancer: Any, target_groups: Mapping[str, Any]
) -> ScalingPolicy:
    """Keeps the requests per task and minute near ``requests``; ``target_groups`` are those of both colours.

    AWS's own ALBRequestCountPerTarget watches one target group, and is not supported with blue/green:
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html

    A minute without requests, and one that the load balancer is late with, look alike: both are as the last minute that
    had some, until that is too long ago for the alarm to look at. Were they 0, and the newest minute always late, the
    alarm that adds tasks would never see all of its minutes above the target. Both colours are added before: each would
    repeat its last minute after a shift. A division by 0 drops the minute.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
    """
    metric = CustomizedMetricSpecification(
        Metrics=[
            *(
                _metric(
                    colour,
                    "AWS/ApplicationELB",
                    "RequestCount",
                    "Sum",
                    [("LoadBalancer", load_balancer), ("TargetGroup", target_group)],
                )
                for colour, target_group in target_groups.items()
            ),
            _tasks(service),
            _expression("requests", " + ".join(f"FILL({colour}, 0)" for colour in target_groups)),
            _expression("counted", "requests * requests / requests"),
            TargetTrackingMetricDataQuery(
                Id="requests_per_task",
                Expression="FILL(FILL(counted, REPEAT), 0) / tasks",
                Label="Requests per task and minute",
                ReturnData=True,
            ),
        ]
    )
    return _policy(service, logical.REQUESTS_SCALING, "requests", requests, CustomizedMetricSpecification=metric)


def response_time_policy(
    service: Service, seconds: float, load_balancer: Any, target_groups: Mapping[str, Any]
) -> ScalingPolicy:
    """Keeps the average time until a task has answered near ``seconds``: of all answers, whichever colour gave them.

    A minute without any has no value, and no task is taken away for want of one.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    """
    read = [
        _metric(
            f"{colour}_{noun}",
            "AWS/ApplicationELB",
            "TargetResponseTime",
            statistic,
            [("LoadBalancer", load_balancer), ("TargetGroup", target_group)],
        )
        for colour, target_group in target_groups.items()
        for noun, statistic in (("time", "Sum"), ("answers", "SampleCount"))
    ]
    time, answers = (" + ".join(f"FILL({colour}_{of}, 0)" for colour in target_groups) for of in ("time", "answers"))
    average = TargetTrackingMetricDataQuery(
        Id="average", Expression=f"({time}) / ({answers})", Label="Seconds until an answer", ReturnData=True
    )
    metric = CustomizedMetricSpecification(Metrics=[*read, average])
    return _policy(
        service, logical.RESPONSE_TIME_SCALING, "response-time", seconds, CustomizedMetricSpecification=metric
    )


def backlog_policy(service: Service, messages: int) -> ScalingPolicy:
    """Keeps the messages that wait for each running task near ``messages``.

    https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html

    A minute that SQS is late with is as the one before it: were it 0, and the newest minute always late, the alarm
    that adds tasks would never see all of its minutes above the target. A queue that nobody used for six hours has no
    metrics at all, and that is 0.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html (FILL)
    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-monitoring-using-cloudwatch.html
    """
    waiting = _metric("waiting", QUEUES, VISIBLE, "Sum", [("QueueName", service.names.queue)])
    metric = CustomizedMetricSpecification(
        Metrics=[
            waiting,
            _tasks(service),
            TargetTrackingMetricDataQuery(
                Id="backlog_per_task",
                Expression="FILL(FILL(waiting, REPEAT), 0) / tasks",
                Label="Messages that wait for each task",
                ReturnData=True,
            ),
        ]
    )
    return _policy(service, logical.BACKLOG_SCALING, "backlog", messages, CustomizedMetricSpecification=metric)


def counts_tasks(service: Service) -> bool:
    """Whether a policy divides by the running tasks, which Container Insights alone count.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
    """
    count, queue = service.container.count, service.queue
    return count.scales and (count.requests is not None or (queue is not None and queue.backlog is not None))


def _tasks(service: Service) -> TargetTrackingMetricDataQuery:
    names = service.names
    dimensions = [("ClusterName", names.environment.cluster), ("ServiceName", names.ecs_service)]
    return _metric("tasks", "ECS/ContainerInsights", "RunningTaskCount", "Average", dimensions)


def _policy(service: Service, logical_id: str, noun: str, target: float, **metric: Any) -> ScalingPolicy:
    names, count = service.names, service.container.count
    return ScalingPolicy(
        logical_id,
        PolicyName=f"{names.base}-{noun}",
        PolicyType="TargetTrackingScaling",
        ScalingTargetId=Ref(logical.SCALABLE_TARGET),
        TargetTrackingScalingPolicyConfiguration=TargetTrackingScalingPolicyConfiguration(
            TargetValue=target,
            # https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
            ScaleOutCooldown=count.scale_out_cooldown,
            ScaleInCooldown=count.scale_in_cooldown,
            **metric,
        ),
    )


def _expression(query: str, expression: str) -> TargetTrackingMetricDataQuery:
    return TargetTrackingMetricDataQuery(Id=query, Expression=expression, ReturnData=False)


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
