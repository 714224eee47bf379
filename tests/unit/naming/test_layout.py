"""What a template says of its layout is read again, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from generator.naming.layout import LAYOUT, layout_of, mark
from tests.golden import layout


def test_what_is_said_is_read() -> None:
    assert layout_of(f"shop-dev: network {mark()}") == LAYOUT
    assert layout_of(f"shop-dev: network {mark(12)}") == 12


@pytest.mark.parametrize(
    "description",
    [
        "",
        "shop-dev: network",
        f"{mark()} of a friend",
        "(canaryform layout 0)",
        "(canaryform layout 1x)",
        f"{mark()}\n",
    ],
)
def test_what_is_not_said_is_not_guessed(description: str) -> None:
    assert layout_of(description) is None


def test_nothing_of_this_layout_has_gone_or_moved() -> None:
    known = layout.PATH.read_text(encoding="utf-8").splitlines()
    assert sorted({*known} - {*layout.lines()}) == [], "that is another layout: see generator/naming/layout.py"
