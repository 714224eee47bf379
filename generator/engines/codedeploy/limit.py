"""A release -> what CodeDeploy refuses in it."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from generator.engines.refusal import Refusal
from generator.model.release import Release

LONGEST = 2880
"""Minutes between the first and the last traffic shift: https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html."""


def refusals(release: Release) -> Iterator[Refusal]:
    """All traffic has to have moved within two days."""
    if release.strategy != "linear":
        return
    pauses = ceil(100 / release.percent) - 1
    total = pauses * release.minutes
    if total > LONGEST:
        message = (
            f"{pauses + 1} steps of {release.percent} percent, {release.minutes} minutes apart, take {total} minutes; "
            f"CodeDeploy allows {LONGEST}"
        )
        hint = f"with percent: {release.percent}, minutes is at most {LONGEST // pauses}"
        yield Refusal(("minutes", "percent"), message, hint)
