"""The mean of a Poisson number -> how likely each of its values is."""

from __future__ import annotations

import math
from functools import lru_cache

EXACT_BELOW = 700.0
"""Above this mean, neighbouring values are put together: a tenth of a standard deviation makes no difference there."""
NEGLIGIBLE = 1e-12
_CELLS_PER_DEVIATION = 10


def probability(mean: float, value: int) -> float:
    """P(X = value)."""
    if mean == 0:
        return float(value == 0)
    return math.exp(value * math.log(mean) - mean - math.lgamma(value + 1))


@lru_cache(maxsize=1024)
def at_most(mean: float, value: int) -> float:
    """P(X <= value), summed from the smaller tail's side."""
    if value < 0:
        return 0.0
    if value > mean:
        return 1 - math.fsum(_tail(mean, value + 1))
    return math.fsum(probability(mean, each) for each in range(value, -1, -1))


@lru_cache(maxsize=1024)
def values(mean: float) -> tuple[tuple[float, float], ...]:
    """Each value that is not negligible, with its probability; above :data:`EXACT_BELOW` the middles of cells."""
    spread = 8 * math.sqrt(mean) + 12
    first, last = max(0, math.floor(mean - spread)), math.ceil(mean + spread)
    width = 1 if mean < EXACT_BELOW else max(1, round(math.sqrt(mean) / _CELLS_PER_DEVIATION))
    cells = []
    for start in range(first, last + 1, width):
        cell = range(start, start + width)
        weight = math.fsum(probability(mean, each) for each in cell)
        if weight >= NEGLIGIBLE:
            cells.append((start + (width - 1) / 2, weight))
    return tuple(cells)


def _tail(mean: float, value: int) -> list[float]:
    terms = [probability(mean, value)]
    while terms[-1] > terms[0] * 1e-17 and terms[-1] > 0:
        terms.append(terms[-1] * mean / (value + len(terms)))
    return terms
