"""The lines of a log group, and when the last of them was written.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from generator.live.client import Aws

MOST_STREAMS = 100
"""That one call filters by."""


@dataclass(frozen=True)
class LogEvent:
    """One event: a line, or several where the service's log driver joins them."""

    id: str
    stream: str
    time: datetime
    message: str


def events(aws: Aws, group: str, since: datetime, streams: Sequence[str] = ()) -> Iterator[LogEvent]:
    """Those of a log group since a moment, the earliest first; of at most :data:`MOST_STREAMS` streams, or of all.

    Each page is asked for when the one before it is used up. Raises AwsError ``ResourceNotFoundException`` where the
    group, or one of the streams, is not there.
    """
    only = {"logStreamNames": [*streams]} if streams else {}
    start = int(since.timestamp() * 1000)
    rows = aws.pages("logs", "filter_log_events", "events", logGroupName=group, startTime=start, **only)
    for row in rows:
        yield LogEvent(
            id=row.get("eventId", ""),
            stream=row.get("logStreamName", ""),
            time=_moment(row.get("timestamp", start)),
            message=row.get("message", ""),
        )


def has_stream(aws: Aws, group: str, stream: str) -> bool:
    """Whether a stream of just that name is there: its task has written a line, or has begun to.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
    """
    rows = aws.pages("logs", "describe_log_streams", "logStreams", logGroupName=group, logStreamNamePrefix=stream)
    return any(row.get("logStreamName") == stream for row in rows)


def last_written(aws: Aws, group: str) -> datetime | None:
    """When the newest line was written, as well as AWS knows within the hour; None where there is no line yet."""
    newest = {"orderBy": "LastEventTime", "descending": True, "limit": 1}
    answer = aws.call(aws.client("logs").describe_log_streams, logGroupName=group, **newest)
    times = [row["lastEventTimestamp"] for row in answer.get("logStreams", ()) if "lastEventTimestamp" in row]
    return _moment(max(times)) if times else None


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
