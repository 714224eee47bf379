"""A worker, its queue and its releases -> complaints about what does not go together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.queue import QUEUE_URL
from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_KEEP_OLD = ("release", "keep_old")


def _check(reading: Reading) -> Iterator[Finding]:
    service, queue = reading.service, reading.service.settings.queue
    if queue and service.container.stop_timeout > queue.visibility:
        where = reading.culprit(("queue", "visibility"), ("service", "stop_timeout"))
        message = (
            f"a task that is told to end may work on for {service.container.stop_timeout} seconds (stop_timeout), and "
            f"another one gets its message after {queue.visibility}"
        )
        yield Finding(where, message, f"write visibility: {service.container.stop_timeout} or more")
    for kind, names in (("environment", service.container.environment), ("secrets", service.container.secrets)):
        if queue and QUEUE_URL in names:
            message = f"{QUEUE_URL} is set by canaryform: it is the address of the worker's queue"
            yield Finding(reading.at("service", kind, QUEUE_URL), message, "remove it")
    # What the project says is for its other services.
    is_own = ".services." in f".{reading.at(*_KEEP_OLD).path}"
    if service.rolls and reading.says(*_KEEP_OLD) and is_own:
        message = "this worker is released by a rolling update: its old tasks end as the new ones begin"
        hint = "remove the line; with engine: ecs it has a meaning"
        if service.is_named:
            hint = "remove the line: where others have connections to it, so is a worker under either engine"
        if not service.overlaps:
            message = "with overlap: false no old task is kept: it ends before the new one starts"
            hint = "remove one of the two lines"
        yield Finding(reading.at(*_KEEP_OLD), message, hint)


RULE = ServiceRule("queues", "A worker's queue waits for its tasks, and nothing is said in vain.", _check)
