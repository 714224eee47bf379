"""CloudWatch alarms: what stops a release and tells people.

Errors are watched for each target group, since the canary's share of the traffic is all in one of them;
and for the load balancer as a whole, since answers that it makes itself (a 502 for a task that died) are
counted for no target group:
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import Ref
from troposphere.cloudwatch import (
    Alarm,
    Metric,
    MetricDataQuery,
    MetricDimension,
    MetricStat,
)

from generator.model.project import Project
from generator.naming import PRODUCTION_COLOURS, logical

NAMESPACE = "AWS/ApplicationELB"
PERIOD_SECONDS = 60
PERIODS = 3
BREACHING = 2
LOAD_BALANCER = "load-balancer"


def alarms(project: Project, load_balancer: Any, target_groups: dict[str, Any]) -> Iterator[Alarm]:
    """All alarms of an environment; ``target_groups`` maps each colour to its metric dimension's value."""
    thresholds = project.release.alarms
    balancer = [MetricDimension(Name="LoadBalancer", Value=load_balancer)]
    for subject, measure in _watched(project):
        group = [MetricDimension(Name="TargetGroup", Value=target_groups[subject])] if subject in target_groups else []
        yield _BY_MEASURE[measure](project, subject, [*balancer, *group], getattr(thresholds, measure))


def alarm_names(project: Project, only: str = "") -> list[str]:
    """The names of all of them, as the deployment group lists them; or of those that watch one colour ``only``."""
    return [project.names.alarm(subject, measure) for subject, measure in _watched(project) if only in {"", subject}]


def _watched(project: Project) -> Iterator[tuple[str, str]]:
    """What is watched, the load balancer or a colour, and which of its measures: those that have a threshold."""
    thresholds = project.release.alarms
    if thresholds.errors is not None:
        yield LOAD_BALANCER, "errors"
    for colour in PRODUCTION_COLOURS:
        for measure in _BY_MEASURE:
            if getattr(thresholds, measure) is not None:
                yield colour, measure


def _errors(project: Project, subject: str, dimensions: list[MetricDimension], percent: float) -> Alarm:
    """Percent of answers that are 5xx; of the load balancer as a whole, with those that it makes itself."""
    metrics = [
        _query("errors", "HTTPCode_Target_5XX_Count", dimensions),
        _query("requests", "RequestCount", dimensions),
    ]
    expression = "IF(requests > 0, 100 * FILL(errors, 0) / requests, 0)"
    if subject == LOAD_BALANCER:
        metrics.append(_query("refused", "HTTPCode_ELB_5XX_Count", dimensions))
        expression = (
            "IF(FILL(requests, 0) + FILL(refused, 0) > 0, "
            "100 * (FILL(errors, 0) + FILL(refused, 0)) / (FILL(requests, 0) + FILL(refused, 0)), 0)"
        )
    rate = MetricDataQuery(Id="rate", Expression=expression, Label="5xx answers in percent", ReturnData=True)
    text = f"More than {percent:g} % of the answers are 5xx"
    return _alarm(project, subject, "errors", text, percent, "GreaterThanThreshold", Metrics=[*metrics, rate])


def _latency(project: Project, colour: str, dimensions: list[MetricDimension], seconds: float) -> Alarm:
    text = f"One answer in a hundred takes longer than {seconds:g} s"
    return _alarm(
        project,
        colour,
        "latency",
        text,
        seconds,
        "GreaterThanThreshold",
        MetricName="TargetResponseTime",
        ExtendedStatistic="p99",
        # Without this, one slow answer in a quiet minute is a percentile of its own.
        EvaluateLowSampleCountPercentile="ignore",
        Dimensions=dimensions,
    )


def _unhealthy(project: Project, colour: str, dimensions: list[MetricDimension], hosts: float) -> Alarm:
    text = f"{hosts:g} or more tasks fail their health check"
    return _alarm(
        project,
        colour,
        "unhealthy",
        text,
        hosts,
        "GreaterThanOrEqualToThreshold",
        MetricName="UnHealthyHostCount",
        Statistic="Maximum",
        Dimensions=dimensions,
    )


_BY_MEASURE = {"errors": _errors, "latency": _latency, "unhealthy": _unhealthy}


def _alarm(
    project: Project, subject: str, measure: str, text: str, threshold: float, comparison: str, **metric: Any
) -> Alarm:
    names = project.names
    single = {} if "Metrics" in metric else {"Namespace": NAMESPACE, "Period": PERIOD_SECONDS}
    return Alarm(
        logical.alarm(subject, measure),
        AlarmName=names.alarm(subject, measure),
        AlarmDescription=f"{names.base}, {subject}: {text}",
        ComparisonOperator=comparison,
        Threshold=threshold,
        EvaluationPeriods=PERIODS,
        DatapointsToAlarm=BREACHING,
        TreatMissingData="notBreaching",
        AlarmActions=[Ref(logical.TOPIC)],
        OKActions=[Ref(logical.TOPIC)],
        **single,
        **metric,
    )


def _query(query: str, metric: str, dimensions: list[MetricDimension]) -> MetricDataQuery:
    return MetricDataQuery(
        Id=query,
        ReturnData=False,
        MetricStat=MetricStat(
            Metric=Metric(Namespace=NAMESPACE, MetricName=metric, Dimensions=dimensions),
            Period=PERIOD_SECONDS,
            Stat="Sum",
        ),
    )
