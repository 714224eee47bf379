"""A load balancer's metrics of two weeks -> its quiet hours: requests a second, and the usual share of errors.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from generator.errors import OutsideError
from generator.live.client import Aws

LOOK_BACK = timedelta(days=14)
_HOUR_SECONDS = 3600
_NAMESPACE = "AWS/ApplicationELB"
_METRICS = {"requests": "RequestCount", "errors": "HTTPCode_Target_5XX_Count", "refused": "HTTPCode_ELB_5XX_Count"}
_QUIET = 0.05
"""The share of all hours that may be quieter still: a release waits for no hour of the night."""


class Usual(NamedTuple):
    """What a load balancer was asked."""

    requests: float
    """A second, at a quiet hour."""
    errors: float
    """Percent of all answers that were 5xx."""
    hours: int
    """In how many hours anything was asked."""


def usual(aws: Aws, load_balancer: str, now: datetime | None = None) -> Usual:
    """Of ``load_balancer``, such as ``app/shop-prod/0123456789abcdef``. Raises OutsideError when nothing was asked."""
    end = (now or datetime.now(UTC)).replace(minute=0, second=0, microsecond=0)
    dimensions = [{"Name": "LoadBalancer", "Value": load_balancer}]
    queries = [
        {
            "Id": query,
            "MetricStat": {
                "Metric": {"Namespace": _NAMESPACE, "MetricName": metric, "Dimensions": dimensions},
                "Period": _HOUR_SECONDS,
                "Stat": "Sum",
            },
        }
        for query, metric in _METRICS.items()
    ]
    values: dict[str, list[float]] = {query: [] for query in _METRICS}
    rows = aws.pages(
        "cloudwatch",
        "get_metric_data",
        "MetricDataResults",
        MetricDataQueries=queries,
        StartTime=end - LOOK_BACK,
        EndTime=end,
    )
    for row in rows:  # A long answer comes in several pages, each with a part of every metric.
        values[row["Id"]] += row.get("Values", ())
    hours = [requests for requests in values["requests"] if requests]
    if not hours:
        hint = "give --requests and --errors, or write `traffic:`"
        raise OutsideError("CloudWatch has no traffic to go by", f"{load_balancer} had none in two weeks", hint)
    failed = sum(values["errors"]) + sum(values["refused"])
    return Usual(_quiet(hours) / _HOUR_SECONDS, min(100.0, 100 * failed / sum(hours)), len(hours))


def _quiet(hours: Sequence[float]) -> float:
    return sorted(hours)[int(len(hours) * _QUIET)]
