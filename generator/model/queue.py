"""The queue of a worker: how long a message may take, how often it is tried, and how many of them one task may have."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.origin import origin
from generator.problems import Location

QUEUE_URL = "QUEUE_URL"
"""The variable that tells a worker where its queue is."""


@dataclass(frozen=True)
class Queue:
    """An SQS queue with a dead-letter queue."""

    visibility: int = 60
    """Seconds in which nobody else gets a message that a task has received; then it comes again."""
    tries: int = 5
    """How often a message is received before it goes to the dead-letter queue."""
    backlog: int | None = None
    """Messages that wait for each task, which scaling aims at; None: it does not look at the queue."""
    age: int | None = None
    """Seconds that a message may wait before an alarm goes off; None: there is no such alarm."""
    subscribe: tuple[str, ...] = ()
    """Topics whose messages it gets: names of the environment's own, and ARNs of others."""
    raw: bool = False
    """Whether these messages arrive as they were published, and not in SNS's envelope."""
    origin: Location = origin()
