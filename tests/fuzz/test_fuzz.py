"""A fixed part of ``make fuzz``: so many cases of each kind, by number and not by time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.case import attempt

_SEED = "fixed"
_COUNTS = {"spec": 100, "template": 5, "kill": 2, "tag": 4, "endpoint": 8}


@pytest.mark.parametrize("kind", _COUNTS)
def test_nothing_is_found(kind: str, tmp_path: Path) -> None:
    for number in range(_COUNTS[kind]):
        folder = tmp_path / str(number)
        folder.mkdir()
        attempt(kind, _SEED, number, folder)
