"""Samples -> what each stretch of time saw: the share of every version, errors, latency."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.app.verify.sample import Pace, Sample
from generator.app.verify.version import is_same

_MOST = 30
"""Windows in all the time there is: what a screen shows."""
_FEWEST = 10
"""Samples in one window: a share of fewer says little."""


@dataclass(frozen=True)
class Window:
    """One stretch of time. Times are in seconds."""

    start: float
    expected: int
    """Samples that were answered by the expected version."""
    others: Mapping[str, int]
    """Samples of each other version."""
    errors: int
    p50: float | None
    """Median time of an answer; None without answers."""
    p99: float | None

    @property
    def answers(self) -> int:
        """Samples that were answered."""
        return self.expected + sum(self.others.values())

    @property
    def share(self) -> float | None:
        """The expected version's part of the answers, between 0 and 1; None without answers."""
        return self.expected / self.answers if self.answers else None


def window_seconds(pace: Pace) -> int:
    """How long a window is."""
    return math.ceil(max(pace.seconds / _MOST, _FEWEST / pace.rate))


def window(start: float, samples: Iterable[Sample], expected: str) -> Window:
    """What some samples say together."""
    taken = [*samples]
    answered = [sample for sample in taken if not sample.error]
    versions = Counter(sample.version for sample in answered)
    others = {version: count for version, count in versions.most_common() if not is_same(expected, version)}
    times = sorted(sample.took for sample in answered)
    return Window(
        start=start,
        expected=len(answered) - sum(others.values()),
        others=others,
        errors=len(taken) - len(answered),
        p50=percentile(times, 50),
        p99=percentile(times, 99),
    )


def percentile(ordered: Sequence[float], percent: int) -> float | None:
    """The value that so many percent of the ``ordered`` values do not exceed, one of them itself; None for none."""
    return ordered[math.ceil(len(ordered) * percent / 100) - 1] if ordered else None
