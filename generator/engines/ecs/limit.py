"""A release -> what ECS, or CloudFormation, which waits for it, refuses in it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-canaryconfiguration.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-linearconfiguration.html
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.engines.refusal import Refusal
from generator.model.release import Release

LONGEST_STAGE = 1440
"""Minutes of one wait."""
LONGEST = 33 * 60
"""Minutes of all waits together that CloudFormation takes on."""
CUT = 36 * 60
"""Minutes after which it gives up on what it took on, and rolls back."""
LEAST = {"canary": 0.1, "linear": 3.0}
"""Percent of the traffic; each has one decimal at most."""


def refusals(release: Release) -> Iterator[Refusal]:
    """What is of the other engine, and what takes longer than anybody waits for."""
    if release.hooks.functions and release.hooks.made_for != "ecs":
        message = 'the functions report to CodeDeploy, and ECS waits for an answer such as {"hookStatus": "SUCCEEDED"}'
        yield Refusal(("hooks", "engine"), message, "make them answer ECS, and then write `for: ecs` beside them")
    yield from _percent(release)
    yield from _waits(release)
    yield from _pause(release)


def _percent(release: Release) -> Iterator[Refusal]:
    percent, least = release.percent, LEAST.get(release.strategy, min(LEAST.values()))
    if not least <= percent <= 100:
        yield Refusal(
            ("percent", "strategy"), f"is {percent:g}; {release.strategy} takes from {least:g} to 100 with ECS"
        )
    elif percent != round(percent, 1):
        yield Refusal(("percent",), f"is {percent}; ECS takes one decimal at most")


def _waits(release: Release) -> Iterator[Refusal]:
    for key, minutes in (("minutes", release.minutes), ("keep_old", release.keep_old)):
        if minutes > LONGEST_STAGE:
            yield Refusal((key, "engine"), f"is {minutes}; ECS waits for {LONGEST_STAGE} minutes at most")
    if release.minutes_to_stop > LONGEST:
        sums = {
            "canary": "minutes + keep_old is",
            "linear": f"{release.shifts - 1} times minutes + keep_old is",
            "all-at-once": "keep_old is",
        }
        message = f"CloudFormation refuses more than 33 hours: {sums[release.strategy]} at most {LONGEST}"
        yield Refusal(("minutes", "keep_old", "percent", "engine"), message)


def _pause(release: Release) -> Iterator[Refusal]:
    if release.pause_timeout is not None and not release.pause:
        yield Refusal(("pause_timeout", "pause"), "says nothing without pause", "write pause: tested, or pause: step")
    if release.pauses and release.minutes_to_stop <= LONGEST and release.longest > CUT:
        times = "once" if release.pauses == 1 else f"{release.pauses} times"
        message = (
            f"a person is asked {times}: with minutes and keep_old a release may take {release.longest} minutes, "
            f"and CloudFormation gives up after {CUT}"
        )
        most = (CUT - release.minutes_to_stop) // release.pauses
        yield Refusal(("pause_timeout", "pause", "minutes"), message, f"with these, pause_timeout is at most {most}")
