"""Each rejected spec -> exactly the complaints that are pinned beside it."""

from __future__ import annotations

import pytest

from tests.rejected import CASES, FOLDER, complaints


@pytest.mark.parametrize("case", CASES)
def test_complaints_are_pinned(case: str) -> None:
    expected = (FOLDER / case / "expected.txt").read_text(encoding="utf-8")
    assert complaints(case) == expected
    assert expected, "a rejected spec is rejected"
