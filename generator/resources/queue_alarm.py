"""The alarms of a worker's queue: what stops a release of the worker, and what people are told beside that.

ECS watches nothing in a release that begins while one of its alarms is on. So what a release is judged by is that
messages arrive among the dead letters, and not that there are some: those may lie there for days.
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from troposphere.cloudwatch import Alarm, Metric, MetricDataQuery, MetricDimension, MetricStat

from generator.model.queue import Queue
from generator.model.service import Service
from generator.naming import DEAD_LETTERS_ALARM, QUEUE_ALARM, logical
from generator.resources.metric_query import expression

NAMESPACE = "AWS/SQS"
VISIBLE = "ApproximateNumberOfMessagesVisible"
_HIDDEN = "ApproximateNumberOfMessagesNotVisible"
_PERIOD_SECONDS = 60
"""https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-monitoring-using-cloudwatch.html."""
_REMEMBERED = 5
"""Minutes that an arrival keeps its alarm on: long enough for whoever asks for its state."""


class _Measure(NamedTuple):
    """What is watched of which queue."""

    subject: str
    measure: str
    stops: bool
    """Whether a release is stopped by it."""


_ARRIVALS = _Measure(DEAD_LETTERS_ALARM, "arrivals", stops=True)
_WAITING = _Measure(DEAD_LETTERS_ALARM, "waiting", stops=False)
_AGE = _Measure(QUEUE_ALARM, "age", stops=True)


def queue_alarms(service: Service, queue: Queue, topic: Any) -> Iterator[Alarm]:
    """Those that stop a release first."""
    names = service.names
    yield _alarm(
        service,
        _ARRIVALS,
        topic,
        text=f"a message was received {queue.tries} times, and has gone to {names.dead_letters}",
        threshold=0,
        EvaluationPeriods=_REMEMBERED,
        Metrics=_arrivals(names.dead_letters),
    )
    if queue.age is not None:
        yield _alarm(
            service,
            _AGE,
            topic,
            text=f"a message has waited for longer than {queue.age} s",
            threshold=queue.age,
            EvaluationPeriods=_REMEMBERED,
            **_metric(names.queue, "ApproximateAgeOfOldestMessage", _PERIOD_SECONDS),
        )
    yield _alarm(
        service,
        _WAITING,
        topic,
        text=f"there are messages in {names.dead_letters}",
        threshold=0,
        EvaluationPeriods=1,
        **_metric(names.dead_letters, VISIBLE, 5 * _PERIOD_SECONDS),
    )


def queue_alarm_names(service: Service, *, only_stopping: bool) -> list[str]:
    """The names of those that a worker has; of those that stop a release alone, or of all."""
    queue = service.queue
    if queue is None:
        return []
    there = [_ARRIVALS, *([_AGE] if queue.age is not None else []), _WAITING]
    return [service.names.alarm(each.subject, each.measure) for each in there if each.stops or not only_stopping]


def _arrivals(dead_letters: str) -> list[MetricDataQuery]:
    """By how many the messages have become more, if more can be seen and there are more in all.

    Neither does by itself. Of what somebody looks at, SQS shows less for a while and then as much as before; and it
    counts a hidden message at times where there is none: https://github.com/cdklabs/construct-hub/pull/1779.

    SQS counts no message as sent that it moves itself, and an empty queue that nobody asks has no metrics at all: that
    is 0. A minute that it leaves out among others is as the one before:
    https://github.com/justeattakeaway/AwsWatchman/pull/294.
    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues-cloudwatch-metrics.html
    DIFF is each value less the one before, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html,
    in an alarm too: https://github.com/cdklabs/construct-hub, whose alarm on its catalog is one of a DIFF of a FILL.
    """
    return [
        *(_query(query, dead_letters, metric) for query, metric in (("visible", VISIBLE), ("hidden", _HIDDEN))),
        expression("seen", "FILL(FILL(visible, REPEAT), 0)"),
        expression("taken", "FILL(FILL(hidden, REPEAT), 0)"),
        expression("more_seen", "DIFF(seen)"),
        expression("more", "DIFF(seen + taken)"),
        MetricDataQuery(
            Id="arrivals",
            Expression="IF(more_seen > 0 AND more > 0, more, 0)",
            Label="messages more than before",
            ReturnData=True,
        ),
    ]


def _query(query: str, queue: str, metric: str) -> MetricDataQuery:
    dimensions = [MetricDimension(Name="QueueName", Value=queue)]
    read = Metric(Namespace=NAMESPACE, MetricName=metric, Dimensions=dimensions)
    return MetricDataQuery(
        Id=query, ReturnData=False, MetricStat=MetricStat(Metric=read, Period=_PERIOD_SECONDS, Stat="Maximum")
    )


def _metric(queue: str, metric: str, period: int) -> dict[str, Any]:
    return {
        "Namespace": NAMESPACE,
        "MetricName": metric,
        "Dimensions": [MetricDimension(Name="QueueName", Value=queue)],
        "Statistic": "Maximum",
        "Period": period,
    }


def _alarm(service: Service, measure: _Measure, topic: Any, *, text: str, threshold: int, **options: Any) -> Alarm:
    names = service.names
    return Alarm(
        logical.alarm(measure.subject, measure.measure),
        AlarmName=names.alarm(measure.subject, measure.measure),
        AlarmDescription=f"{names.base}: {text}",
        ComparisonOperator="GreaterThanThreshold",
        Threshold=threshold,
        DatapointsToAlarm=1,
        TreatMissingData="notBreaching",
        AlarmActions=[topic],
        OKActions=[topic],
        **options,
    )
