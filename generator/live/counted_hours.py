"""A metric that counts -> the hours of the last two weeks in which it counted anything.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from generator.live.client import Aws

LOOK_BACK = timedelta(days=14)
_HOUR_SECONDS = 3600


def counted_hours(aws: Aws, namespace: str, metric: str, dimension: str, value: str) -> tuple[datetime, ...]:
    """When each of them begins, the newest first; of the metric with just this ``dimension``."""
    now = datetime.now(UTC)
    answer = aws.call(
        aws.client("cloudwatch").get_metric_statistics,
        Namespace=namespace,
        MetricName=metric,
        Dimensions=[{"Name": dimension, "Value": value}],
        StartTime=(now - LOOK_BACK).replace(minute=0, second=0, microsecond=0),
        EndTime=now,
        Period=_HOUR_SECONDS,
        Statistics=["Sum"],
    )
    return tuple(sorted((row["Timestamp"] for row in answer.get("Datapoints", ()) if row.get("Sum")), reverse=True))
