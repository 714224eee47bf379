"""The number of tasks -> a complaint when the range is empty, or nothing says when to use it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_COUNT = ("service", "count")
_TARGETS = (
    "add cpu: 60 or memory: 75 (percent), requests: 500 (a task and minute), response_time: 0.5 (seconds), "
    "or several of them"
)
_TARGETS_OF_A_WORKER = (
    "add cpu: 60 or memory: 75 (percent), queue: {backlog: 100} (messages a task), or several of them"
)


def _check(reading: Reading) -> Iterator[Finding]:
    count = reading.service.container.count
    bounds = ((*_COUNT, "max"), (*_COUNT, "min"))
    cooldowns = ((*_COUNT, "scale_in_cooldown"), (*_COUNT, "scale_out_cooldown"))
    queue = reading.service.settings.queue
    backlog = queue.backlog if queue else None
    targets = (count.cpu, count.memory, count.requests, count.response_time, backlog)
    has_target = any(target is not None for target in targets)
    if count.min > count.max:
        left_out = next((f"; {path[-1]} is left out, so it is 2" for path in bounds if not reading.says(*path)), "")
        yield Finding(reading.culprit(*bounds), f"min is {count.min} and max is only {count.max}{left_out}")
    elif count.scales and not has_target:
        message = f"between {count.min} and {count.max} tasks, and nothing says when"
        hint = _TARGETS if reading.service.answers else _TARGETS_OF_A_WORKER
        yield Finding(reading.culprit(*bounds), message, hint)
    elif has_target and not count.scales:
        paths = [(*_COUNT, key) for key in ("cpu", "memory", "requests", "response_time")]
        where = reading.culprit(*paths, ("queue", "backlog"))
        message = f"a target has no effect while min and max are both {count.min}"
        yield Finding(where, message, f"make max larger, or write count: {count.min}")
    elif not count.scales and any(reading.says(*path) for path in cooldowns):
        message = f"a cooldown has no effect while min and max are both {count.min}"
        yield Finding(reading.culprit(*cooldowns), message, f"make max larger, or write count: {count.min}")


RULE = ServiceRule("count", "A range of tasks has room, and a target that moves inside it.", _check)
