"""How likely each data point breaches -> how likely the alarm has gone off by then: a Markov chain of latest points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator.canary.breach import Chance
from generator.canary.state import EXTRA_POINTS, Missing, Point, State, state

_LONGEST_RANGE = 9
"""Of an evaluation range with missing points: above it there are too many ways, and missing points count as AWS fills
them in."""


def fired_by(chances: Sequence[Chance], breaching: int, periods: int, missing: Missing) -> list[float]:
    """P(the alarm has gone off), after each point; before the first point there was none."""
    has_gaps = any(chance.missing > 0 for chance in chances) and periods + EXTRA_POINTS <= _LONGEST_RANGE
    length = periods + EXTRA_POINTS if has_gaps else periods
    start = (Point.MISSING if has_gaps else Point.GOOD,) * (length - 1)
    ways: dict[tuple[Point, ...], float] = {start: 1.0}
    fired, result = 0.0, []
    for chance in chances:
        following: dict[tuple[Point, ...], float] = {}
        for latest, weight in ways.items():
            for point, probability in _points(chance, missing, has_gaps=has_gaps):
                points = (*latest, point)
                if _fires(points, breaching, periods, missing):
                    fired += weight * probability
                else:
                    following[points[1:]] = following.get(points[1:], 0.0) + weight * probability
        ways = following
        result.append(min(1.0, fired))
    return result


def _points(chance: Chance, missing: Missing, *, has_gaps: bool) -> list[tuple[Point, float]]:
    breaching, gap = chance
    if not has_gaps and missing is Missing.BREACHING:
        breaching += gap
    gap = gap if has_gaps else 0.0
    found = [(Point.BREACHING, breaching), (Point.MISSING, gap), (Point.GOOD, max(0.0, 1 - breaching - gap))]
    return [(point, probability) for point, probability in found if probability > 0]


@lru_cache(maxsize=65536)
def _fires(points: tuple[Point, ...], breaching: int, periods: int, missing: Missing) -> bool:
    return state(points, breaching, periods, missing) is State.ALARM
