"""A rollout and a load -> what its alarms catch of bad and of slow releases, what that costs, how often they err."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.canary.answers import Failure, Kind, Load
from generator.canary.course import Course, Strategy
from generator.canary.power import DELAYS, Power
from generator.gate.rollout import Rollout

PERCENTS = (1.0, 2.0, 5.0, 10.0, 20.0)
"""Of its answers, that a bad release fails."""
KINDS = (Kind.ERROR, Kind.REFUSED, Kind.SLOW)
USUALLY_SLOW = 0.5
"""Percent of answers that are slower than an alarm on latency allows when all is well: an assumption."""
_MOST_FALSE = 0.5


@dataclass(frozen=True)
class Row:
    """What becomes of a release that fails in one way."""

    kind: Kind
    percent: float
    in_canary: tuple[float, ...]
    """P(stopped in the canary), for each delay of :data:`~generator.canary.power.DELAYS`."""
    before_old_end: tuple[float, ...]
    """P(stopped before the old tasks end), likewise."""
    bad_answers: float
    """How many are expected until it is stopped, or the old tasks end."""
    at_once: float
    """How many would be bad in the same time, had all traffic moved at once and nothing been stopped."""
    alarm: str
    """The alarm that sees it; empty if none does."""


@dataclass(frozen=True)
class Answer:
    """All of one environment."""

    course: Course
    load: Load
    rows: tuple[Row, ...]
    false_alarms: float
    """P(a good release is stopped), at most."""
    unread: tuple[tuple[str, str], ...]
    """Alarms that nothing is counted on, and why."""
    notes: tuple[str, ...]


def answer(rollout: Rollout, course: Course, load: Load, percents: Sequence[float] = PERCENTS) -> Answer:
    """Sums up one release."""
    power = Power(course, rollout.sides or ((),), load)
    rows = tuple(_row(power, kind, percent) for kind in KINDS for percent in percents)
    false_alarms = power.false_alarms()
    return Answer(
        course=course,
        load=load,
        rows=rows,
        false_alarms=false_alarms,
        unread=tuple((each.name, each.why) for each in rollout.unread),
        notes=tuple(_notes(rollout, course, false_alarms)),
    )


def _row(power: Power, kind: Kind, percent: float) -> Row:
    caught = power.caught(Failure(kind, percent))
    return Row(
        kind=kind,
        percent=percent,
        in_canary=tuple(caught.in_canary(delay) for delay in DELAYS),
        before_old_end=tuple(caught.before_old_end(delay) for delay in DELAYS),
        bad_answers=caught.bad_answers(power.load, percent),
        at_once=60 * power.load.requests * percent / 100 * power.course.total_minutes,
        alarm=caught.alarm,
    )


def _notes(rollout: Rollout, course: Course, false_alarms: float) -> Iterator[str]:
    if not rollout.has_alarms:
        yield "no alarm stops a release: what is bad gets all traffic, and nobody is told"
    elif not rollout.goes_back:
        yield "release.rollback is off: an alarm stops a release, and traffic stays where it is then"
    if course.strategy is Strategy.ALL_AT_ONCE:
        yield "all at once: there is no canary, only the old tasks that stay for a while"
    if rollout.has_alarms and false_alarms > _MOST_FALSE:
        share = f"{false_alarms:.0%}"
        yield f"what is usual stops up to {share} of good releases: a threshold is too low for this traffic"
