"""The health check -> complaints when its times or codes contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_CHECK = ("service", "health_check")
_LONGEST_COMMAND = 60
"""Seconds: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html."""


def _check(reading: Reading) -> Iterator[Finding]:
    check = reading.service.container.health_check
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
    if check.timeout >= check.interval:
        where = reading.culprit((*_CHECK, "timeout"), (*_CHECK, "interval"))
        message = f"timeout is {check.timeout} and must be less than interval, which is {check.interval}"
        yield Finding(where, message)
    if check.command and check.timeout > _LONGEST_COMMAND:
        where = reading.culprit((*_CHECK, "timeout"), (*_CHECK, "command"))
        yield Finding(where, f"timeout is {check.timeout}, but ECS gives a command {_LONGEST_COMMAND} seconds at most")
    for part in check.codes.split(","):
        first, _, last = part.partition("-")
        if last and int(first) >= int(last):
            message = f"the range {part} ends where it begins or before"
            hint = f"write {last}-{first}" if first != last else f"write {first}"
            yield Finding(reading.at(*_CHECK, "codes"), message, hint)


RULE = ServiceRule("health-check", "A check ends before the next one begins; ranges of codes run upwards.", _check)
