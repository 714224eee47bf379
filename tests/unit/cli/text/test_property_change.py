"""A property's old and new value are one short line that shows where they differ."""

from __future__ import annotations

from typing import Any

import pytest

from generator.cli.text.property_change import property_line, property_lines
from generator.difference.values import PropertyChange

_X, _Y = "x" * 20, "y" * 20


def _change(before: Any, after: Any) -> PropertyChange:
    return PropertyChange(("A",), before, after, (".A",))


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (3000, 8080, "A: 3000 -> 8080"),
        (None, {"Key": "team"}, 'A: {"Key": "team"} added'),
        ([1], None, "A: [1] removed"),
        (False, True, "A: false -> true"),
        ("a\n  b", "a", "A: a b -> a"),
        ("${shop/prod|Vpc|CidrBlock}", "x", "A: Vpc.CidrBlock -> x"),
        (f"{_X * 4}1{_Y * 4}", f"{_X * 4}2{_Y * 4}", f"A: ...{_X}1{_Y}... -> ...{_X}2{_Y}..."),
        ("x" * 100, "x" * 101, f"A: ...{'x' * 20} -> ...{'x' * 21}"),
        (None, "x" * 100, f"A: {'x' * 30}...{'x' * 30} added"),
    ],
)  # fmt: skip
def test_one_line(before: Any, after: Any, line: str) -> None:
    assert property_line(_change(before, after)) == line


def test_a_few_lines_and_how_many_more() -> None:
    lines = property_lines([_change(number, number + 1) for number in range(6)])
    assert len(lines) == 5
    assert lines[-1] == "and 2 more"
