"""The CloudWatch dashboard of an environment: each service's traffic by colour, its tasks, alarms and jobs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from troposphere import Sub
from troposphere.cloudwatch import Dashboard

from generator.cfn import arn
from generator.model.job import Job
from generator.model.project import Project
from generator.model.service import Service
from generator.model.topic import is_arn
from generator.naming import JOB_ALARM, JOB_RULE, PRODUCTION_COLOURS, logical
from generator.resources.alarm import every_alarm
from generator.resources.metric_query import NAMESPACE, PERCENTILE
from generator.resources.queue_alarm import NAMESPACE as QUEUES
from generator.resources.queue_alarm import VISIBLE
from generator.resources.undelivered import MEASURE

_WIDTH, _HEIGHT = 12, 6
_RUNS_SECONDS = 300
"""As often as SQS says how many messages there are."""
_TOPIC_SECONDS = 300
_COLOURS = {"blue": "#1f77b4", "green": "#2ca02c"}


class Dimensions(NamedTuple):
    """A service, and each colour with its target group as metrics call it; a worker has none."""

    service: Service
    target_groups: Mapping[str, Any]


def dashboard(project: Project, load_balancer: Any, shown: Sequence[Dimensions]) -> Dashboard:
    """A block of two columns for each service; CloudFormation substitutes the values of the dimensions.

    ``load_balancer`` is None where no service is behind one.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
    """
    widgets: list[dict[str, Any]] = []
    dimensions = {"LoadBalancer": load_balancer} if load_balancer else {}
    for service, target_groups in shown:
        top = max((widget["y"] + widget["height"] for widget in widgets), default=0)
        widgets += [{**widget, "y": top + widget["y"]} for widget in _block(service)]
        dimensions |= {logical.target_group_variable(service.name, name): it for name, it in target_groups.items()}
    return Dashboard(
        logical.DASHBOARD,
        DashboardName=Sub(project.names.dashboard),
        DashboardBody=Sub(json.dumps({"widgets": widgets}, indent=1) + "\n", dimensions),
    )


def _block(service: Service) -> list[dict[str, Any]]:
    """What is shown of one service, as though it were the only one."""
    name = service.names.container
    of_jobs = [job.names.alarm(JOB_ALARM, MEASURE) for job in service.jobs]
    every = [*every_alarm(service), *of_jobs]
    alarms = [str(arn.regional("cloudwatch", f"alarm:{alarm}").data["Fn::Sub"]) for alarm in every]
    graphs = [
        _placed(number, graph) for number, graph in enumerate([*_graphs(service, name), *map(_runs, service.jobs)])
    ]
    return [*([_alarms(f"{name}: alarms", alarms)] if alarms else []), *graphs]


def _graphs(service: Service, name: str) -> Iterator[dict[str, Any]]:
    own = ["ClusterName", service.names.environment.cluster, "ServiceName", service.names.ecs_service]
    if service.answers:
        yield from _traffic(service, name)
    if service.queue:
        yield from _messages(service, name)
    for title, namespace, metrics in (
        ("CPU and memory in percent", "AWS/ECS", ("CPUUtilization", "MemoryUtilization")),
        ("tasks", "ECS/ContainerInsights", ("DesiredTaskCount", "RunningTaskCount")),
    ):
        yield _graph(f"{name}: {title}", [[namespace, metric, *own, {"stat": "Average"}] for metric in metrics])


def _runs(job: Job) -> dict[str, Any]:
    """Begun by the schedule, ended as a failure, and not begun at all: a run by hand is only in the second.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
    """
    names = job.names
    shown = (
        ("AWS/Scheduler", "InvocationAttemptCount", "ScheduleGroup", names.schedule, "Sum", "begun"),
        ("AWS/Events", "Invocations", "RuleName", names.rule(JOB_RULE), "Sum", "failed"),
        (QUEUES, VISIBLE, "QueueName", names.undelivered, "Maximum", "could not begin"),
    )
    metrics = [[*metric, {"stat": statistic, "label": label}] for *metric, statistic, label in shown]
    return _graph(f"{names.container}: runs", metrics, period=_RUNS_SECONDS)


def _messages(service: Service, name: str) -> Iterator[dict[str, Any]]:
    of_queue, of_dead = ["QueueName", service.names.queue], ["QueueName", service.names.dead_letters]
    waiting = [
        [QUEUES, VISIBLE, *of_queue, {"stat": "Maximum", "label": "waiting"}],
        [QUEUES, VISIBLE, *of_dead, {"stat": "Maximum", "label": "dead letters"}],
    ]
    yield _graph(f"{name}: messages", waiting)
    oldest = [QUEUES, "ApproximateAgeOfOldestMessage", *of_queue, {"stat": "Maximum"}]
    yield _graph(f"{name}: age of the oldest message in seconds", [oldest])
    if topics := [*_topics(service)]:
        yield _graph(f"{name}: topics", topics, period=_TOPIC_SECONDS)


def _topics(service: Service) -> Iterator[list[Any]]:
    """What is published to those that its queue subscribes to, and what SNS could not deliver, to whatever queue.

    https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
    """
    for topic in service.queue.subscribe if service.queue else ():
        name = topic.rpartition(":")[2] if is_arn(topic) else service.project.names.service_topic(topic)
        for metric, word in (("NumberOfMessagesPublished", "published"), ("NumberOfNotificationsFailed", "lost")):
            yield ["AWS/SNS", metric, "TopicName", name, {"stat": "Sum", "label": f"{name} {word}"}]


def _traffic(service: Service, name: str) -> Iterator[dict[str, Any]]:
    yield _graph(f"{name}: requests by colour", [*_by_colour(service, "RequestCount", "Sum")])
    yield _graph(f"{name}: errors (5xx) by colour", [*_by_colour(service, "HTTPCode_Target_5XX_Count", "Sum")])
    latency = f"{name}: latency by colour, {PERCENTILE} in seconds"
    yield _graph(latency, [*_by_colour(service, "TargetResponseTime", PERCENTILE)])
    yield _graph(f"{name}: healthy tasks by colour", [*_by_colour(service, "HealthyHostCount", "Minimum")])


def _by_colour(service: Service, metric: str, statistic: str) -> list[list[Any]]:
    return [
        [
            NAMESPACE,
            metric,
            "LoadBalancer",
            "${LoadBalancer}",
            "TargetGroup",
            f"${{{logical.target_group_variable(service.name, colour)}}}",
            {"stat": statistic, "label": colour, "color": _COLOURS[colour]},
        ]
        for colour in PRODUCTION_COLOURS
    ]


def _graph(title: str, metrics: list[list[Any]], period: int = 60) -> dict[str, Any]:
    return {
        "type": "metric",
        "width": _WIDTH,
        "height": _HEIGHT,
        "properties": {"title": title, "region": "${AWS::Region}", "period": period, "metrics": metrics},
    }


def _alarms(title: str, alarms: list[str]) -> dict[str, Any]:
    return {
        "type": "alarm",
        "x": 0,
        "y": 0,
        "width": 2 * _WIDTH,
        "height": 2,
        "properties": {"title": title, "alarms": alarms},
    }


def _placed(number: int, graph: dict[str, Any]) -> dict[str, Any]:
    row, column = divmod(number, 2)
    return {**graph, "x": column * _WIDTH, "y": 2 + row * _HEIGHT}
