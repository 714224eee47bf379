"""A release's shape -> the share of the traffic that the new version has, minute by minute."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil


class Strategy(StrEnum):
    """How traffic moves; the spec's words."""

    CANARY = "canary"
    LINEAR = "linear"
    ALL_AT_ONCE = "all-at-once"


@dataclass(frozen=True)
class Course:
    """One release, from the first traffic that the new version gets until the old tasks end."""

    strategy: Strategy
    percent: float
    minutes: int
    """Of the canary, or of each linear step."""
    keep_old: int
    """Minutes that the old tasks stay after all traffic has moved."""

    @property
    def canary_minutes(self) -> int:
        """How long some traffic still reaches the old version."""
        match self.strategy:
            case Strategy.ALL_AT_ONCE:
                return 0
            case Strategy.CANARY:
                return self.minutes
            case Strategy.LINEAR:
                return self.minutes * (ceil(100 / self.percent) - 1)

    @property
    def total_minutes(self) -> int:
        """How long it takes until nothing leads back at once."""
        return self.canary_minutes + self.keep_old

    def share(self, minute: int) -> float:
        """From 0 to 1, in the minute ``minute``, counted from 1."""
        if minute > self.canary_minutes:
            return 1.0
        steps = 1 if self.strategy is Strategy.CANARY else 1 + (minute - 1) // self.minutes
        return min(1.0, steps * self.percent / 100)

    @property
    def shares(self) -> tuple[float, ...]:
        """The share in each minute, until the old tasks end."""
        return tuple(self.share(minute) for minute in range(1, self.total_minutes + 1))
