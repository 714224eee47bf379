"""The log group of a service or a job -> its lines since a moment, and with each further look those come since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.app.run.target import Target
from generator.app.status.tasks import release_tasks
from generator.errors import OutsideError
from generator.live.client import AwsError
from generator.live.log_event import MOST_STREAMS, LogEvent, events, has_stream, last_written
from generator.resources.task_definition import LOG_STREAM_PREFIX

_OVERLAP = timedelta(seconds=30)
"""How far back each look begins: lines of several tasks do not arrive in the order of their times."""


@dataclass(frozen=True)
class Line:
    """What a task wrote at once."""

    time: datetime
    task: str
    """Its id; the whole name of the stream where no task wrote it."""
    container: str
    message: str


class Tail:
    """The lines of one service or job since ``since``; ``is_release``: only those of a service's release's tasks."""

    def __init__(self, target: Target, since: datetime, *, is_release: bool = False) -> None:
        self._target, self._since, self._is_release = target, since, is_release
        self._group = target.workload.names.log_group
        self._streams: set[str] = set()
        self._seen: dict[str, datetime] = {}
        """The events that another look may give again, and their times."""

    def look(self) -> Iterator[Line]:
        """The lines that no look has given, the earliest first. Raises OutsideError, which says what is missing."""
        with _worded(self._target, self._group):
            streams = self._known_streams() if self._is_release else ()
            if self._is_release and not streams:
                return
            newest = self._since
            for event in events(self._target.aws, self._group, self._since, streams):
                newest = max(newest, event.time)
                if event.id not in self._seen:
                    self._seen[event.id] = event.time
                    yield _line(event)
        self._since = max(self._since, newest - _OVERLAP)
        self._seen = {id: time for id, time in self._seen.items() if time >= self._since}

    def last_written(self) -> datetime | None:
        """When the newest line of the whole log group was written; None where there is none yet."""
        with _worded(self._target, self._group):
            return last_written(self._target.aws, self._group)

    def _known_streams(self) -> Sequence[str]:
        """Of the release's newest tasks, those that have one: a task that starts has written nothing yet."""
        found = [
            f"{LOG_STREAM_PREFIX}/{container}/{task.id}"
            for task in release_tasks(self._target)
            for container in task.containers
        ][:MOST_STREAMS]
        aws = self._target.aws
        self._streams |= {name for name in found if name not in self._streams and has_stream(aws, self._group, name)}
        return [name for name in found if name in self._streams]


def _line(event: LogEvent) -> Line:
    """Streams are called ``PREFIX/CONTAINER/TASK``.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html
    """
    parts = event.stream.split("/")
    container, task = parts[1:] if len(parts) == 3 else ("", event.stream)
    return Line(event.time, task, container, event.message)


@contextmanager
def _worded(target: Target, group: str) -> Iterator[None]:
    try:
        yield
    except AwsError as refusal:
        if refusal.code == "ResourceNotFoundException":
            what, hint = f"there is no log group {group}", f"`{target.command('deploy')}` makes it"
            raise OutsideError(what, f"the {'job' if target.job else 'service'} is not deployed", hint) from refusal
        if refusal.is_denied:
            arn = f"arn:aws:logs:{target.aws.region}:{target.caller.account}:log-group:{group}:*"
            hint = f"have logs:FilterLogEvents and logs:DescribeLogStreams allowed on {arn}"
            raise AwsError(refusal.what, refusal.code, refusal.why, refusal.hint or hint) from refusal
        raise
