"""Collected tests -> the order to run them in: what takes longest first, on every worker.

pytest-xdist gives each worker an equal stretch of the order, and who is done takes from the end of another's:
https://pytest-xdist.readthedocs.io/en/stable/distribution.html
A test of half a minute that comes last would keep one worker busy while all others have nothing left to do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

LONG = (
    "tests/property/test_gate.py",
    "tests/property/test_product.py",
    "tests/property/",
    "tests/golden/test_golden.py::test_a_case_passes_the_gate",
    "tests/workers/",
    "tests/cli/",
)
"""What takes longest, the longest first, by how its name begins."""


def longest_first(tests: Sequence[T], workers: int, name: Callable[[T], str]) -> list[T]:
    """``tests`` with those of ``LONG`` dealt out to the beginnings of as many equal stretches as there are workers."""
    rank = {test: next((at for at, begin in enumerate(LONG) if name(test).startswith(begin)), None) for test in tests}
    long = sorted((test for test in tests if rank[test] is not None), key=lambda test: rank[test] or 0)
    rest = [test for test in tests if rank[test] is None]
    ordered: list[T] = []
    for worker in range(workers):
        size = (len(tests) - len(ordered)) // (workers - worker)
        hand = long[worker::workers]
        taken = max(0, size - len(hand)) if worker < workers - 1 else len(rest)
        ordered += [*hand, *rest[:taken]]
        rest = rest[taken:]
    return ordered
