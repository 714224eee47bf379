"""A release's course, its alarms, traffic, a failure -> how likely it is stopped, and what it costs until then."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

from generator.canary.alarm import Alarm, Source
from generator.canary.answers import Failure, Load, means
from generator.canary.breach import Chance, chance
from generator.canary.chain import fired_by
from generator.canary.course import Course
from generator.canary.metric import tells
from generator.model.release import DELAY_MINUTES

DELAYS = (1, 2, 3)
"""Minutes from the end of a minute until a release stops for what happened in it: until the load balancer's metrics
are published, the alarm is evaluated, and the engine has asked for its state. An assumption: AWS gives no number."""


@dataclass(frozen=True)
class Caught:
    """Of a release that fails in one way."""

    fired: tuple[float, ...]
    """P(an alarm has gone off on what happened until then), minute by minute."""
    course: Course
    alarm: str
    """The alarm that sees the most."""

    def by(self, minute: int, delay: int) -> float:
        """P(stopped by the end of a minute), where what happens is known ``delay`` minutes later."""
        last = min(minute - delay, len(self.fired))
        return self.fired[last - 1] if last > 0 else 0.0

    def in_canary(self, delay: int = DELAY_MINUTES) -> float:
        """P(stopped while traffic still reaches the old version)."""
        return self.by(self.course.canary_minutes, delay)

    def before_old_end(self, delay: int = DELAY_MINUTES) -> float:
        """P(stopped while there are old tasks to go back to)."""
        return self.by(self.course.total_minutes, delay)

    def bad_answers(self, load: Load, percent: float, delay: int = DELAY_MINUTES) -> float:
        """How many bad answers are expected until it is stopped, or the old tasks end."""
        each = 60 * load.requests * percent / 100
        total, so_far = self.course.total_minutes, [0.0]
        for share in self.course.shares:
            so_far.append(so_far[-1] + each * share)
        expected = (1 - self.by(total, delay)) * so_far[-1]
        for minute, (before, after) in enumerate(pairwise((0.0, *self.fired[: max(0, total - delay)])), start=1):
            expected += (after - before) * so_far[min(minute + delay, total)]
        return expected


Side: TypeAlias = tuple[Alarm, ...]
"""The alarms as they are when one of the two target groups has the new version."""


@dataclass
class Power:
    """One release, seen by its alarms at some traffic.

    ``sides`` are its alarms with either target group as the new one: they take turns. Of both, the worse counts.
    ``chances`` remembers what was summed up, for other releases too.
    """

    course: Course
    sides: tuple[Side, ...]
    load: Load
    chances: dict[Any, Chance] = field(default_factory=dict)

    def caught(self, failure: Failure) -> Caught:
        """By the one alarm that sees the most: all of them together see no less."""
        return min((self._caught(side, failure) for side in self.sides), key=lambda caught: sum(caught.fired))

    def false_alarms(self) -> float:
        """P(a good release is stopped), at most: as if no two alarms ever went off together."""
        return min(1.0, max(sum(self.false_alarms_of(alarm) for alarm in side) for side in self.sides))

    def false_alarms_of(self, alarm: Alarm) -> float:
        """P(one alarm stops a good release)."""
        fired = self.fired(alarm, None)
        return fired[-1] if fired else 0.0

    def fired(self, alarm: Alarm, failure: Failure | None) -> tuple[float, ...]:
        """P(the alarm has gone off on what happened until then), minute by minute.

        An alarm of longer periods is looked at when each has ended: AWS evaluates it every minute, and may be earlier.
        """
        length, shares = alarm.minutes, self.course.shares
        ends = range(length, len(shares) + 1, length)
        chances = [self.chance(alarm, failure, sum(shares[end - length : end]) / length) for end in ends]
        known = (0.0, *fired_by(chances, alarm.breaching, alarm.periods, alarm.missing))
        return tuple(known[minute // length] for minute in range(1, len(shares) + 1))

    def chance(self, alarm: Alarm, failure: Failure | None, share: float) -> Chance:
        """Of one period in which the new version has ``share`` of the traffic."""
        expected = means(self.load, failure, share, alarm.minutes)
        means_of = (tuple(expected[source].values()) for source in Source if source in alarm.sources)
        key = (alarm.of_a_period, *means_of)
        if key not in self.chances:
            self.chances[key] = chance(alarm, expected)
        return self.chances[key]

    def _caught(self, side: Side, failure: Failure) -> Caught:
        best = Caught((0.0,) * self.course.total_minutes, self.course, "")
        for alarm in side:
            if any(tells(metric, failure.kind) for _, metric in alarm.metrics):
                fired = self.fired(alarm, failure)
                if sum(fired) > sum(best.fired):
                    best = Caught(fired, self.course, alarm.name)
        return best
