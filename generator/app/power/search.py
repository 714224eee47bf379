"""A project and a load -> the release that would catch more, in the spec's words; or that none does.

Wanted are at most one false alarm in a hundred releases, and 95 of a hundred releases caught that fail 5 percent of
their answers. Of what does that, the one with the fewest bad answers is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.canary.alarm import Alarm, Source
from generator.canary.answers import Failure, Kind, Load
from generator.canary.course import Course, Strategy
from generator.canary.expression import NotUnderstoodError
from generator.canary.metric import tells
from generator.canary.power import USUAL_DELAY, Power
from generator.gate.rollout import read_alarm
from generator.model.project import Project
from generator.naming import PRODUCTION_COLOURS
from generator.resources.alarm import alarms

MOST_FALSE = 0.01
LEAST_CAUGHT = 0.95
BAD = Failure(Kind.ERROR, 5)
_PERCENTS = (5, 10, 20, 30, 50)
_MINUTES = (5, 10, 15, 20, 30, 45, 60)
_THRESHOLDS = (0.5, 1, 1.5, 2, 3, 4)
_BALANCER = "load-balancer"


@dataclass(frozen=True)
class Better:
    """A release that was found."""

    percent: int
    minutes: int
    errors: float
    caught: float
    """P(caught in the canary) of a release that fails :data:`BAD`."""
    false_alarms: float
    bad_answers: float

    @property
    def is_enough(self) -> bool:
        """Whether it is all that was wanted."""
        return self.caught >= LEAST_CAUGHT and self.false_alarms <= MOST_FALSE


def search(project: Project, load: Load) -> Better:
    """The best release there is; of those that are not enough, the one that catches most without false alarms."""
    found = [*_found(project, load)]
    enough = [better for better in found if better.is_enough]
    if enough:
        return min(enough, key=lambda better: better.bad_answers)
    quiet = [better for better in found if better.false_alarms <= MOST_FALSE]
    return max(quiet or found, key=lambda better: better.caught)


def _found(project: Project, load: Load) -> Iterator[Better]:
    chances: dict[Any, Any] = {}
    for percent in _PERCENTS:
        for errors in _THRESHOLDS:
            release = replace(project.release, percent=percent, minutes=max(_MINUTES), strategy=Strategy.CANARY.value)
            candidate = replace(project, release=replace(release, alarms=replace(release.alarms, errors=errors)))
            side = error_alarms(candidate)
            course = Course(Strategy.CANARY, percent, max(_MINUTES), release.keep_old)
            longest = Power(course, (side,), load, chances).caught(BAD)
            # What is caught by a minute of the canary is the same however long the canary goes on.
            reached = [minutes for minutes in _MINUTES if longest.by(minutes, USUAL_DELAY) >= LEAST_CAUGHT]
            for minutes in reached[:1] or _MINUTES[-1:]:
                power = Power(replace(course, minutes=minutes), (side,), load, chances)
                caught = power.caught(BAD)
                yield Better(
                    percent=percent,
                    minutes=minutes,
                    errors=errors,
                    caught=caught.in_canary(),
                    false_alarms=power.false_alarms(),
                    bad_answers=caught.bad_answers(load, BAD.percent),
                )


def error_alarms(project: Project) -> tuple[Alarm, ...]:
    """The alarms of a project that tell of errors, with the second colour as the new one."""
    groups = {colour: colour for colour in PRODUCTION_COLOURS}
    found = []
    for resource in alarms(project, _BALANCER, groups):
        try:
            alarm = read_alarm(resource.title, resource.to_dict()["Properties"], _source)
        except NotUnderstoodError:
            continue
        if any(tells(metric, Kind.ERROR) for _, metric in alarm.metrics):
            found.append(alarm)
    return tuple(found)


def _source(dimensions: Mapping[str, str]) -> Source:
    if "TargetGroup" not in dimensions:
        return Source.BOTH
    return Source.OLD if dimensions["TargetGroup"] == PRODUCTION_COLOURS[0] else Source.NEW
