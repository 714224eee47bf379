"""A release -> what CodeDeploy refuses in it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engines.refusal import Refusal
from generator.model.release import Release

LONGEST = 2880
"""Minutes between the first and the last traffic shift: https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html."""
_PERCENTS = range(1, 100)
"""https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations-create.html"""


def refusals(release: Release) -> Iterator[Refusal]:
    """What is of the other engine, and a shift that takes longer than two days."""
    yield from _other_engine(release)
    percent = release.percent
    if percent not in _PERCENTS:
        meant = f"it is in percent: write percent: {100 * percent:g} for {percent:g}"
        other = "engine: ecs takes one decimal, and 100"
        message = f"is {percent:g}; CodeDeploy moves whole percents, from 1 to 99"
        yield Refusal(("percent", "engine"), message, meant if percent < 1 and 100 * percent in _PERCENTS else other)
    if not release.minutes:
        yield Refusal(("minutes", "engine"), f"is 0; CodeDeploy waits from 1 to {LONGEST} minutes between two shifts")
    pauses = release.shifts - 1
    total = pauses * release.minutes
    if release.strategy == "linear" and total > LONGEST:
        message = (
            f"{pauses + 1} steps of {percent:g} percent, {release.minutes} minutes apart, take {total} minutes; "
            f"CodeDeploy allows {LONGEST}"
        )
        hint = f"with percent: {percent:g}, minutes is at most {LONGEST // pauses}"
        yield Refusal(("minutes", "percent"), message, hint)


def _other_engine(release: Release) -> Iterator[Refusal]:
    if release.pause:
        message = "CodeDeploy has no pause; with engine: ecs a release waits until somebody lets it go on"
        hint = "environments.<name>.approval asks before the release, and a function in hooks can hold it"
        yield Refusal(("pause", "engine"), message, hint)
    if release.pause_timeout is not None:
        yield Refusal(("pause_timeout", "engine"), "is for engine: ecs; a release of CodeDeploy has no pause")
    if release.hooks.functions and release.hooks.made_for == "ecs":
        message = "the functions answer ECS, and CodeDeploy waits for a call of PutLifecycleEventHookExecutionStatus"
        yield Refusal(("hooks.for", "engine"), message, "make them report to CodeDeploy, and leave out `for: ecs`")
