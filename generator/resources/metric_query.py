"""What an alarm measures -> the metrics that it reads and the expressions that make one number a minute of them.

But for the tasks that fail, every number is of one minute and of one colour (``own``: it is named first), less what
the other colour has of the same: an outage of something that both call is no fault of a release. A colour without
traffic has no metrics, which count as 0: then the number is the colour's own. Numbers in the expressions are constants
of this file or of the spec.

- arithmetic takes what is missing for 0 and drops a division by 0; IF drops a minute whose condition has no value,
  and FILL gives it one: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
- at most 10 metrics, expressions aside: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html
- which metric counts what, and for what: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from troposphere.cloudwatch import Metric, MetricDataQuery, MetricDimension, MetricStat

NAMESPACE = "AWS/ApplicationELB"
PERIOD_SECONDS = 60
"""A load balancer sends its metrics once a minute."""

PERCENTILE = "p90"
FAILING_SECONDS = 900
"""Tasks that do not get as far as running are tried again at longer and longer intervals, which AWS does not name:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html. CloudWatch looks back over all
of it once a minute: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html"""
FEWEST_ANSWERS = 10
"""Of fewer answers in a minute, p90 is the slowest one: a single slow answer would decide."""
SLOWER = 1.5
"""How many times as slow as the other colour: less is chance, with so few answers in a minute."""


class Sources(NamedTuple):
    """Where the metrics come from, by the values of their dimensions."""

    load_balancer: Any
    own: Any
    """The target group that is judged."""
    other: Any


def failed(sources: Sources, failures: int) -> list[MetricDataQuery]:
    """Percent of a colour's requests that failed, less the other colour's.

    Failed: the target answered with 5xx, or the load balancer did in its stead. Answers of the load balancer
    are counted for no target group; but requests are counted for the group whose target was chosen, so a
    group's unanswered requests are those that none of its targets gave a code for. A WebSocket has no code that
    is counted, and a client may hang up: so they are no more than the 5xx answers that the load balancer made.
    """
    return [
        *_sums(sources.load_balancer, sources.own, _OF_GROUP),
        *_sums(sources.load_balancer, None, _OF_BALANCER),
        *_sums(
            sources.load_balancer,
            sources.other,
            {"other_requests": "RequestCount", "other_errors": "HTTPCode_Target_5XX_Count"},
        ),
        expression("answered", _ANSWERED),
        expression("lost", "IF(requests > answered, requests - answered, 0)"),
        expression("unanswered", "IF(lost < FILL(refused, 0), lost, FILL(refused, 0))"),
        expression("failed", "FILL(errors, 0) + unanswered"),
        expression("other_failed", "FILL(other_errors, 0) + FILL(refused, 0) - unanswered"),
        expression("other", _share("other_failed", "FILL(other_requests, 0)", failures)),
        _watched(f"IF(failed >= {failures}, 100 * failed / requests - other, 0)", "failed requests in percent"),
    ]


def answered_with_errors(sources: Sources, failures: int) -> list[MetricDataQuery]:
    """Percent of a colour's requests that its targets answered with 5xx, less the other colour's.

    For a load balancer of several services, whose own answers are counted for all of them together: another service's
    would count as this one's, or hide them.
    """
    of_targets = {"requests": "RequestCount", "errors": "HTTPCode_Target_5XX_Count"}
    return [
        *_sums(sources.load_balancer, sources.own, of_targets),
        *_sums(sources.load_balancer, sources.other, {f"other_{query}": it for query, it in of_targets.items()}),
        expression("other", _share("FILL(other_errors, 0)", "FILL(other_requests, 0)", failures)),
        _watched(f"IF(errors >= {failures}, 100 * errors / requests - other, 0)", "failed requests in percent"),
    ]


def disconnected(sources: Sources, failures: int) -> list[MetricDataQuery]:
    """Percent of a colour's connections that its targets did not accept, less the other colour's.

    They are counted beside the requests, since one that failed may be tried again with another target.
    """
    return [
        *_sums(
            sources.load_balancer, sources.own, {"requests": "RequestCount", "broken": "TargetConnectionErrorCount"}
        ),
        *_sums(
            sources.load_balancer,
            sources.other,
            {"other_requests": "RequestCount", "other_broken": "TargetConnectionErrorCount"},
        ),
        expression("tried", "FILL(requests, 0) + FILL(broken, 0)"),
        expression("other_tried", "FILL(other_requests, 0) + FILL(other_broken, 0)"),
        expression("other", _share("FILL(other_broken, 0)", "other_tried", failures)),
        _watched(f"IF(broken >= {failures}, 100 * broken / tried - other, 0)", "failed connections in percent"),
    ]


def slow(sources: Sources) -> list[MetricDataQuery]:
    """Seconds that a colour's slowest tenth takes at least; 0 when the other colour is about as slow.

    p90 says something from 100 answers on, p99 from 1000:
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
    """
    return [
        *_sums(sources.load_balancer, sources.own, {"requests": "RequestCount"}),
        _metric("latency", "TargetResponseTime", PERCENTILE, sources.load_balancer, sources.own),
        _metric("other_latency", "TargetResponseTime", PERCENTILE, sources.load_balancer, sources.other),
        _watched(
            f"IF(requests >= {FEWEST_ANSWERS} AND latency > {SLOWER} * FILL(other_latency, 0), latency, 0)",
            f"{PERCENTILE} in seconds",
        ),
    ]


def unhealthy(sources: Sources) -> list[MetricDataQuery]:
    """How many more tasks of a colour fail their health check than of the other."""
    return [
        _metric("hosts", "UnHealthyHostCount", "Maximum", sources.load_balancer, sources.own),
        _metric("other_hosts", "UnHealthyHostCount", "Maximum", sources.load_balancer, sources.other),
        _watched("hosts - FILL(other_hosts, 0)", "unhealthy tasks"),
    ]


def unrouted(load_balancer: Any, failures: int) -> list[MetricDataQuery]:
    """Percent of all requests that the load balancer refused since it had no target to choose.

    Such requests are counted for no target group. What it answered in a target's stead is left to the colours.
    """
    return [
        *_sums(load_balancer, None, _OF_GROUP | _OF_BALANCER),
        expression("answered", _ANSWERED),
        expression("lost", "IF(FILL(requests, 0) > answered, FILL(requests, 0) - answered, 0)"),
        expression("unrouted", "IF(refused > lost, refused - lost, 0)"),
        _watched(
            f"IF(unrouted >= {failures}, 100 * unrouted / (FILL(requests, 0) + unrouted), 0)",
            "requests without a target in percent",
        ),
    ]


def failing(rule: Any) -> list[MetricDataQuery]:
    """How often an EventBridge rule has found its event; nothing is sent while it has not.

    A metric with the rule's name alone is one of the default bus, where ECS sends its events: of another bus it would
    have that bus's name too. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
    """
    metric = Metric(
        Namespace="AWS/Events",
        MetricName="TriggeredRules",
        Dimensions=[MetricDimension(Name="RuleName", Value=rule)],
    )
    stat = MetricStat(Metric=metric, Period=FAILING_SECONDS, Stat="Sum")
    return [MetricDataQuery(Id="failed", Label="tasks that failed", MetricStat=stat, ReturnData=True)]


_OF_GROUP = {
    "requests": "RequestCount",
    "succeeded": "HTTPCode_Target_2XX_Count",
    "redirected": "HTTPCode_Target_3XX_Count",
    "denied": "HTTPCode_Target_4XX_Count",
    "errors": "HTTPCode_Target_5XX_Count",
}
_OF_BALANCER = {"refused": "HTTPCode_ELB_5XX_Count"}
_ANSWERED = "FILL(succeeded, 0) + FILL(redirected, 0) + FILL(denied, 0) + FILL(errors, 0)"


def _share(part: str, whole: str, fewest: int) -> str:
    """An expression: percent, from as many on as make a minute count."""
    return f"IF({part} >= {fewest} AND {whole} > 0, 100 * {part} / {whole}, 0)"


def _sums(load_balancer: Any, target_group: Any, metrics: dict[str, str]) -> Iterator[MetricDataQuery]:
    for query, metric in metrics.items():
        yield _metric(query, metric, "Sum", load_balancer, target_group)


def _metric(query: str, metric: str, statistic: str, load_balancer: Any, target_group: Any) -> MetricDataQuery:
    dimensions = [MetricDimension(Name="LoadBalancer", Value=load_balancer)]
    if target_group is not None:
        dimensions.append(MetricDimension(Name="TargetGroup", Value=target_group))
    return MetricDataQuery(
        Id=query,
        ReturnData=False,
        MetricStat=MetricStat(
            Metric=Metric(Namespace=NAMESPACE, MetricName=metric, Dimensions=dimensions),
            Period=PERIOD_SECONDS,
            Stat=statistic,
        ),
    )


def expression(query: str, formula: str) -> MetricDataQuery:
    """A number that others are made of; ``query`` is what they call it."""
    return MetricDataQuery(Id=query, Expression=formula, ReturnData=False)


def _watched(expression: str, label: str) -> MetricDataQuery:
    """The one number that is held against the threshold."""
    return MetricDataQuery(Id="watched", Expression=expression, Label=label, ReturnData=True)
