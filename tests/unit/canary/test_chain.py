"""The Markov chain against brute force: every pattern of points up to twelve minutes, one by one."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest

from generator.canary.breach import Chance
from generator.canary.chain import fired_by
from generator.canary.state import EXTRA_POINTS, Missing, Point, State, state

RISING = [Chance(0.07 + 0.06 * minute, 0.0) for minute in range(12)]
SETTINGS = [(1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 5), (4, 5), (5, 8)]


@pytest.mark.parametrize(("breaching", "periods"), SETTINGS)
@pytest.mark.parametrize("length", [1, 2, 5, 12])
def test_it_is_what_all_patterns_give_together(breaching: int, periods: int, length: int) -> None:
    expected = 0.0
    for pattern in product((0, 1), repeat=length):
        windows = (pattern[max(0, end - periods) : end] for end in range(1, length + 1))
        if any(sum(window) >= breaching for window in windows):
            expected += prod(c.breaching if bad else 1 - c.breaching for c, bad in zip(RISING, pattern, strict=False))
    found = fired_by(RISING[:length], breaching, periods, Missing.NOT_BREACHING)
    assert found[-1] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("missing", Missing)
@pytest.mark.parametrize(("breaching", "periods"), [(1, 1), (2, 3), (3, 3), (2, 4)])
def test_it_is_what_all_patterns_with_gaps_give_together(breaching: int, periods: int, missing: Missing) -> None:
    length, chance = 7, Chance(0.3, 0.25)
    weights = {Point.BREACHING: 0.3, Point.MISSING: 0.25, Point.GOOD: 0.45}
    expected = 0.0
    for pattern in product(Point, repeat=length):
        points = (*(Point.MISSING,) * (periods + EXTRA_POINTS), *pattern)
        ends = range(periods + EXTRA_POINTS + 1, len(points) + 1)
        windows = (points[end - periods - EXTRA_POINTS : end] for end in ends)
        if any(state(window, breaching, periods, missing) is State.ALARM for window in windows):
            expected += prod(weights[point] for point in pattern)
    assert fired_by([chance] * length, breaching, periods, missing)[-1] == pytest.approx(expected, abs=1e-12)


def test_closed_forms() -> None:
    assert fired_by([Chance(0.2, 0)] * 3, 1, 1, Missing.MISSING) == pytest.approx([0.2, 1 - 0.8**2, 1 - 0.8**3])
    assert fired_by([Chance(0, 0)] * 4, 1, 3, Missing.MISSING) == [0, 0, 0, 0]
    assert fired_by([Chance(1, 0)] * 4, 3, 5, Missing.MISSING) == [0, 0, 1, 1]
    assert fired_by([], 1, 1, Missing.MISSING) == []


def test_of_many_periods_gaps_count_as_they_are_filled_in() -> None:
    gap = [Chance(0.0, 1.0)] * 15
    assert fired_by(gap, 15, 15, Missing.BREACHING)[-1] == 1
    assert fired_by(gap, 15, 15, Missing.NOT_BREACHING)[-1] == 0
