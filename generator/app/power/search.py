"""A project and a load -> the release that would catch more, in the spec's words; or that none does.

Wanted are at most one false alarm in a hundred releases, and 95 of a hundred releases caught that fail 5 percent of
their answers. Of what does that, the one with the fewest bad answers is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, NamedTuple

from generator.canary.alarm import Alarm, Metric, Source
from generator.canary.answers import Failure, Kind, Load
from generator.canary.course import Course, Strategy
from generator.canary.expression import NotUnderstoodError
from generator.canary.metric import tells
from generator.canary.power import Power
from generator.gate.read_alarm import read_alarm
from generator.model.release import DELAY_MINUTES, Alarms
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS
from generator.resources.alarm import Threshold, alarms, thresholds

MOST_FALSE = 0.01
LEAST_CAUGHT = 0.95
BAD = Failure(Kind.ERROR, 5)
_PERCENTS = (5, 10, 20, 30, 50)
_MINUTES = (5, 10, 15, 20, 30, 45, 60)
_THRESHOLDS = (0.5, 1, 1.5, 2, 3, 4)
_FAILURES = (1, 2)
_FALLBACKS = 12
"""Of releases that are not enough: how many are looked at for one without false alarms."""
_BALANCER = "load-balancer"


@dataclass(frozen=True)
class Better:
    """A release that was found."""

    percent: int
    minutes: int
    errors: float
    failures: int
    caught: float
    """P(caught in the canary) of a release that fails :data:`BAD`."""
    false_alarms: float
    bad_answers: float

    @property
    def alarms(self) -> str:
        """Its thresholds, as a spec has them; without that which is left out there."""
        failures = "" if self.failures == Alarms().failures else f", failures: {self.failures}"
        return f"{{errors: {self.errors:g}{failures}}}"

    @property
    def is_enough(self) -> bool:
        """Whether it is all that was wanted."""
        return self.caught >= LEAST_CAUGHT and self.false_alarms <= MOST_FALSE


def search(service: Service, load: Load) -> Better:
    """The best release there is; of those that are not enough, the one that catches most without false alarms.

    False alarms take longest to sum up: they are, from the best release on, until one is found that has few.
    """
    tried = [*_tried(service, load)]
    enough = sorted((each for each in tried if each.caught >= LEAST_CAUGHT), key=lambda each: each.bad_answers)
    rest = sorted(tried, key=lambda each: -each.caught)
    looked_at = []
    for each in (*enough, *rest[:_FALLBACKS]):
        looked_at.append(each.better())
        if looked_at[-1].false_alarms <= MOST_FALSE:
            return looked_at[-1]
    return min(looked_at, key=lambda better: better.false_alarms)


class _Tried(NamedTuple):
    """A release, and what it catches; its false alarms have not been summed up yet."""

    power: Power
    errors: float
    failures: int
    caught: float
    bad_answers: float

    def better(self) -> Better:
        """All of it."""
        return Better(
            percent=int(self.power.course.percent),
            minutes=self.power.course.minutes,
            errors=self.errors,
            failures=self.failures,
            caught=self.caught,
            false_alarms=self.power.false_alarms(),
            bad_answers=self.bad_answers,
        )


def _tried(service: Service, load: Load) -> Iterator[_Tried]:
    chances: dict[Any, Any] = {}
    sides: dict[tuple[int, tuple[Threshold, ...]], tuple[Alarm, ...]] = {}
    for percent, errors, failures in product(_PERCENTS, _THRESHOLDS, _FAILURES):
        release = replace(service.release, percent=percent, minutes=max(_MINUTES), strategy=Strategy.CANARY.value)
        limits = replace(release.alarms, errors=errors, failures=failures)
        other = replace(service, settings=replace(service.settings, release=replace(release, alarms=limits)))
        # Most releases that are tried differ in nothing that their alarms know.
        known = failures, thresholds(other)
        if known not in sides:
            sides[known] = error_alarms(other)
        side = sides[known]
        course = Course(Strategy.CANARY, percent, max(_MINUTES), release.keep_old)
        longest = Power(course, (_of_new(side),), load, chances).caught(BAD)
        # What is caught by a minute of the canary is the same however long the canary goes on.
        reached = [minutes for minutes in _MINUTES if longest.by(minutes, DELAY_MINUTES) >= LEAST_CAUGHT]
        shorter = replace(course, minutes=[*reached, max(_MINUTES)][0])
        caught = Power(shorter, (_of_new(side),), load, chances).caught(BAD)
        bad_answers = caught.bad_answers(load, BAD.percent)
        yield _Tried(Power(shorter, (side,), load, chances), errors, failures, caught.in_canary(), bad_answers)


def _of_new(side: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
    """The alarm that judges the new version: of all on errors, the one that sees its errors best."""
    own = Metric("RequestCount", "Sum", Source.NEW)
    return tuple(alarm for alarm in side if alarm.metrics[0][1] == own) or side


def error_alarms(service: Service) -> tuple[Alarm, ...]:
    """The alarms of a project that tell of errors, with the second colour as the new one."""
    groups = {colour: colour for colour in PRODUCTION_COLOURS}
    found = []
    for resource in alarms(service, _BALANCER, groups, "topic"):
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
