"""The health check -> complaints when its times or codes contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_CHECK = ("service", "health_check")


def _check(reading: Reading) -> Iterator[Finding]:
    check = reading.service.container.health_check
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
    if check.timeout >= check.interval:
        where = reading.culprit((*_CHECK, "timeout"), (*_CHECK, "interval"))
        message = f"timeout is {check.timeout} and must be less than interval, which is {check.interval}"
        yield Finding(where, message)
    for part in check.codes.split(","):
        first, _, last = part.partition("-")
        if last and int(first) >= int(last):
            message = f"the range {part} ends where it begins or before"
            hint = f"write {last}-{first}" if first != last else f"write {first}"
            yield Finding(reading.at(*_CHECK, "codes"), message, hint)


RULE = ServiceRule("health-check", "A check ends before the next one begins; ranges of codes run upwards.", _check)
