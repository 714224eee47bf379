"""The release's steps -> a complaint when moving the traffic takes longer than CodeDeploy allows."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

LONGEST = 2880
"""Minutes between the first and the last traffic shift: https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html."""


def _check(reading: Reading) -> Iterator[Finding]:
    release = reading.service.release
    if release.strategy != "linear":
        return
    pauses = ceil(100 / release.percent) - 1
    total = pauses * release.minutes
    if total > LONGEST:
        where = reading.culprit(("release", "minutes"), ("release", "percent"))
        message = (
            f"{pauses + 1} steps of {release.percent} percent, {release.minutes} minutes apart, take {total} minutes; "
            f"CodeDeploy allows {LONGEST}"
        )
        hint = f"with percent: {release.percent}, minutes is at most {LONGEST // pauses}"
        yield Finding(where, message, hint)


RULE = ServiceRule("release-time", "All traffic has moved within the two days that CodeDeploy allows.", _check)
