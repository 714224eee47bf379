"""The order of the tests: the long ones begin the stretch of each worker, and none is lost."""

from __future__ import annotations

import pytest

from tests.order import LONG, longest_first

_SHORT = [f"tests/unit/test_{number}.py::test" for number in range(40)]
_MIXED = [
    *_SHORT[:20],
    "tests/cli/test_x.py::test",
    *(f"{LONG[0]}::test_{number}" for number in range(3)),
    *_SHORT[20:],
]


@pytest.mark.parametrize("workers", [1, 2, 3, 4, 64])
@pytest.mark.parametrize("tests", [[], _SHORT, _MIXED, [f"{LONG[0]}::{number}" for number in range(7)]])
def test_none_is_lost(tests: list[str], workers: int) -> None:
    assert sorted(longest_first(tests, workers, str)) == sorted(tests)


def test_every_worker_begins_with_long_ones() -> None:
    ordered = longest_first(_MIXED, 2, str)
    half = len(ordered) // 2
    assert ordered[:2] == [f"{LONG[0]}::test_0", f"{LONG[0]}::test_2"]
    assert ordered[half : half + 2] == [f"{LONG[0]}::test_1", "tests/cli/test_x.py::test"]
    rest = [*ordered[2:half], *ordered[half + 2 :]]
    assert rest == _SHORT, "what is in one file stays together"
