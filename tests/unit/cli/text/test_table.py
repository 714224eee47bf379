"""The table that is drawn without rich looks as rich would draw it."""

from __future__ import annotations

import io

import pytest
from rich import box
from rich.console import Console
from rich.table import Table

from generator.cli.text.table import Column, table

COLUMNS = [Column("#", is_number=True), Column("Name"), Column("Template", is_folded=True), Column("IAM")]
ROWS = [
    ["1", "shop-dev-network", "shop/dev/network.yaml", "-"],
    ["10", "shop", "a/rather/long/path/that/has/to/be/folded/where/it/is/narrow.yaml", "yes"],
    ["-", "x", "", "yes"],
]


def _by_rich(rows: list[list[str]], width: int | None, *, has_box_characters: bool) -> list[str]:
    drawn = Table(
        box=box.SIMPLE_HEAD if has_box_characters else box.ASCII2, pad_edge=not has_box_characters, header_style=""
    )
    for column in COLUMNS:
        justify = "right" if column.is_number else "left"
        overflow = "fold" if column.is_folded else "ellipsis"
        drawn.add_column(column.head, justify=justify, overflow=overflow, no_wrap=not column.is_folded)  # type: ignore[arg-type]
    for row in rows:
        drawn.add_row(*row)
    page = io.StringIO()
    Console(file=page, width=width or 10_000, color_system=None).print(drawn)
    return [line.rstrip() for line in page.getvalue().splitlines() if line.strip()]


@pytest.mark.parametrize("has_box_characters", [True, False])
@pytest.mark.parametrize("width", [None, 120, 100, 80, 60, 50])
@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], ROWS[1:]])
def test_it_looks_as_rich_draws_it(rows: list[list[str]], width: int | None, has_box_characters: bool) -> None:
    wanted = _by_rich(rows, width, has_box_characters=has_box_characters)
    assert table(COLUMNS, rows, width, has_box_characters=has_box_characters) == wanted


def test_where_nothing_helps_nothing_is_cut() -> None:
    drawn = "\n".join(table(COLUMNS, ROWS, 10, has_box_characters=True))
    assert "shop-dev-network" in drawn
    assert "Template" in drawn
