"""Samples, one after the other -> how the release goes: its version alone, on its way, or taken back."""

from __future__ import annotations

from enum import StrEnum

from generator.app.verify.sample import Sample
from generator.app.verify.version import is_same

IN_A_ROW = 20
"""Answers of the expected version alone, one after the other, that are enough when no canary is expected."""
IN_A_ROW_AFTER_CANARY = 100
"""With nine tenths of the traffic, 20 in a row happen by chance in one of eight tries, 100 in one of 37 000."""
_SHORTEST_CANARY = 20
"""Answers between the first of the new version and the last of another: fewer are the moment of a switch."""
_BY_CHANCE = 0.0001


class Ending(StrEnum):
    """What is known at the end."""

    ALONE = "alone"
    """The expected version answers, and no other."""
    ROLLED_BACK = "rolled back"
    """It answered and does not any more."""
    NO_CANARY = "no canary"
    """It answers alone, but its share was never small."""
    TIME_OVER = "time over"
    """Neither, until the time was over."""

    @property
    def is_good(self) -> bool:
        """Whether it is what was expected."""
        return self is Ending.ALONE


class Course:
    """Follows the samples in their order. An error breaks a row, and says nothing of the version."""

    def __init__(self, expected: str, *, is_canary: bool) -> None:
        self._expected, self._is_canary = expected, is_canary
        self.seen = 0
        """Answers of the expected version."""
        self.row = 0
        """How many of them came last, without anything in between."""
        self.missing = 0
        """Answers of other versions since the last of them."""
        self._since_first = 0
        self._mixed = 0

    def add(self, sample: Sample) -> Ending | None:
        """Take in the next one; the end as soon as it is known."""
        if sample.error:
            self.row = 0
        elif is_same(self._expected, sample.version):
            self.seen, self.row, self.missing = self.seen + 1, self.row + 1, 0
            self._since_first += 1
        else:
            self.row, self.missing = 0, self.missing + 1
            self._since_first += bool(self.seen)
            self._mixed = self._since_first
        if self.row >= (IN_A_ROW_AFTER_CANARY if self._is_canary else IN_A_ROW):
            return Ending.NO_CANARY if self._is_canary and self._mixed < _SHORTEST_CANARY else Ending.ALONE
        return Ending.ROLLED_BACK if self._is_canary and self._is_gone() else None

    def _is_gone(self) -> bool:
        """Whether its share is nothing now: were it what it was, all its answers would hardly have come first.

        That chance is that of drawing ``seen`` answers and finding all of them before the ones that miss it.
        """
        if not self.seen or not self.missing:
            return False
        before = self._since_first - self.missing
        return bool((before / self._since_first) ** self.seen < _BY_CHANCE)
