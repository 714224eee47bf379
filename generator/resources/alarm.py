"""CloudWatch alarms: what stops a release and tells people.

Each colour is judged by itself, since the canary's share of the traffic is all in one of them, and no alarm can know
which colour is the new one. What is measured is in ``generator.resources.metric_query``.

Missing data is no breach for any of them: a colour without traffic has no metrics, and one without tasks no hosts.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from troposphere import Ref
from troposphere.cloudwatch import Alarm, MetricDataQuery

from generator.model.release import Breach, Release
from generator.model.service import Service
from generator.naming import LOAD_BALANCER_ALARM as LOAD_BALANCER
from generator.naming import PRODUCTION_COLOURS, logical
from generator.naming import TASKS_ALARM as TASKS
from generator.resources import metric_query
from generator.resources.metric_query import Sources
from generator.resources.queue_alarm import queue_alarm_names


class _Watch(NamedTuple):
    """One number a minute, in words and in metrics, and how often it has to be bad."""

    text: str
    metrics: list[MetricDataQuery]
    breach: Breach
    comparison: str = "GreaterThanThreshold"


class Threshold(NamedTuple):
    """What is watched, the load balancer, a colour or the tasks; which measure of it; from where on it is bad."""

    subject: str
    measure: str
    limit: float


def alarms(service: Service, load_balancer: Any, target_groups: Mapping[str, Any], topic: Any) -> Iterator[Alarm]:
    """All alarms of a service but its queue's.

    ``target_groups`` maps each colour to its metric dimension's value; a worker has neither them nor a load balancer.
    """
    for threshold in thresholds(service):
        subject, measure, limit = threshold
        if subject == LOAD_BALANCER:
            watch = _unrouted(service, load_balancer, limit)
        elif subject == TASKS:
            watch = _failing(limit)
        else:
            [other] = (colour for colour in PRODUCTION_COLOURS if colour != subject)
            sources = Sources(load_balancer, target_groups[subject], target_groups[other])
            watch = _BY_MEASURE[measure](service, sources, limit)
        yield _alarm(service, threshold, watch, topic)


def alarm_names(service: Service, only: str = "") -> list[str]:
    """The names of all that stop a release, as the engine lists them; or of those that watch one colour ``only``."""
    watched = [each for each in thresholds(service) if only in {"", each.subject}]
    of_queue = [] if only else queue_alarm_names(service, only_stopping=True)
    return [*(service.names.alarm(each.subject, each.measure) for each in watched), *of_queue]


def every_alarm(service: Service) -> list[str]:
    """The names of all that a service has: those that stop a release, and of a queue one that only tells people."""
    return list(dict.fromkeys([*alarm_names(service), *queue_alarm_names(service, only_stopping=False)]))


def thresholds(service: Service) -> tuple[Threshold, ...]:
    """All that have a limit. Of the rest of a release, alarms take how often it has to be bad, and nothing else."""
    return tuple(_thresholds(service))


def _thresholds(service: Service) -> Iterator[Threshold]:
    if service.answers:
        yield from _of_traffic(service)
    if service.failing_tasks is not None:
        yield Threshold(TASKS, "failed", service.failing_tasks)


def _of_traffic(service: Service) -> Iterator[Threshold]:
    limits = service.release.alarms
    # Of several services, it counts the requests of all: one of them would stop the releases of another.
    if limits.errors is not None and service.is_alone and not service.route.closed:
        yield Threshold(LOAD_BALANCER, "errors", _share_of_a_colour(service.release, limits.errors))
    # Of what others ask of it by its name, the load balancer counts nothing: it asks whether tasks are well.
    measures = ["unhealthy"] if service.route.closed else [*_BY_MEASURE]
    for colour in PRODUCTION_COLOURS:
        for measure in measures:
            limit = getattr(limits, measure)
            if limit is not None:
                yield Threshold(colour, measure, limit)


def _share_of_a_colour(release: Release, percent: float) -> float:
    """At most half of the smaller share: a canary without a single target fails with no more than its share."""
    if release.strategy == "all-at-once" or release.percent == 100:
        return percent
    return min(percent, min(release.percent, 100 - release.percent) / 2)


def _unrouted(service: Service, load_balancer: Any, percent: float) -> _Watch:
    release = service.release
    text = f"The load balancer has no target for more than {percent:g} % of the requests"
    return _Watch(text, metric_query.unrouted(load_balancer, release.alarms.failures), release.breach)


def _errors(service: Service, sources: Sources, percent: float) -> _Watch:
    release = service.release
    text = f"{percent:g} % more of the requests fail than of the other colour's"
    query = metric_query.failed if service.is_alone else metric_query.answered_with_errors
    return _Watch(text, query(sources, release.alarms.failures), release.breach)


def _connections(service: Service, sources: Sources, percent: float) -> _Watch:
    release = service.release
    text = f"{percent:g} % more of the connections fail than of the other colour's"
    return _Watch(text, metric_query.disconnected(sources, release.alarms.failures), release.breach)


def _latency(service: Service, sources: Sources, seconds: float) -> _Watch:
    text = f"One answer in ten takes longer than {seconds:g} s, and the other colour is faster"
    return _Watch(text, metric_query.slow(sources), service.release.breach)


def _unhealthy(service: Service, sources: Sources, hosts: int) -> _Watch:
    text = f"{hosts} or more tasks fail their health check, beyond those of the other colour"
    breach = service.container.health_check.breach
    return _Watch(text, metric_query.unhealthy(sources), breach, "GreaterThanOrEqualToThreshold")


def _failing(tasks: float) -> _Watch:
    """Of either version: no event says which of them a release brings. So one task, or two, are no reason.

    A task that ECS stops as it scales, or that Spot takes back, did not fail.
    """
    minutes = metric_query.FAILING_SECONDS // 60
    text = f"{tasks:g} or more tasks did not start, or ended by themselves, within {minutes} minutes"
    failing = metric_query.failing(Ref(logical.TASK_RULE))
    return _Watch(text, failing, Breach(1, 1), "GreaterThanOrEqualToThreshold")


_BY_MEASURE: dict[str, Callable[[Service, Sources, Any], _Watch]] = {
    "errors": _errors,
    "connections": _connections,
    "latency": _latency,
    "unhealthy": _unhealthy,
}


def _alarm(service: Service, threshold: Threshold, watch: _Watch, topic: Any) -> Alarm:
    names, (subject, measure, limit) = service.names, threshold
    return Alarm(
        logical.alarm(subject, measure),
        AlarmName=names.alarm(subject, measure),
        AlarmDescription=f"{names.base}, {subject}: {watch.text}",
        ComparisonOperator=watch.comparison,
        Threshold=limit,
        EvaluationPeriods=watch.breach.of,
        DatapointsToAlarm=watch.breach.minutes,
        TreatMissingData="notBreaching",
        AlarmActions=[topic],
        OKActions=[topic],
        Metrics=watch.metrics,
    )
