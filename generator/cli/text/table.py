"""Rows of cells -> a table in plain characters, as rich draws it, without the time that loading rich takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """How a column is drawn."""

    head: str
    is_number: bool = False
    """Whether its cells end at one line, not begin at one."""
    is_folded: bool = False
    """Whether its cells are broken where the table is too wide; only one column's may be."""


@dataclass(frozen=True)
class _Style:
    left: str
    between: str
    right: str
    line: str
    """What lines are made of."""
    corner: str
    """What stands at the ends of a line, and where columns meet."""
    is_closed: bool
    """Whether there are lines around the table, and not only below its head."""


_BOX = _Style(left=" ", between="   ", right=" ", line="─", corner="", is_closed=False)
_ASCII = _Style(left="| ", between=" | ", right=" |", line="-", corner="+", is_closed=True)


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None, *, has_box_characters: bool
) -> list[str]:
    """The lines of the table, no wider than ``width`` characters where folding can do that."""
    style = _BOX if has_box_characters else _ASCII
    widths = _widths(columns, rows, width, style)
    line = _line(widths, style)
    head = _row([column.head for column in columns], columns, widths, style)
    body = [text for row in rows for text in _row(row, columns, widths, style)]
    return [line, *head, line, *body, line] if style.is_closed else [*head, line, *body]


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None, style: _Style) -> list[int]:
    widths = [max(len(text) for text in [column.head, *cells]) for column, *cells in zip(columns, *rows, strict=True)]
    around = len(style.left) + len(style.right) + len(style.between) * (len(columns) - 1)
    excess = sum(widths) + around - (width or sum(widths) + around)
    for number, column in enumerate(columns):
        if column.is_folded and excess > 0:
            widths[number] = max(widths[number] - excess, len(column.head))
    return widths


def _line(widths: Sequence[int], style: _Style) -> str:
    if not style.is_closed:
        return style.left + style.line * (sum(widths) + len(style.between) * (len(widths) - 1))
    return style.corner.join(["", *(style.line * (width + 2) for width in widths), ""])


def _row(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], style: _Style) -> Iterator[str]:
    pieces = [_folded(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, pieces))):
        texts = [piece[number] if number < len(piece) else "" for piece in pieces]
        padded = (
            text.rjust(width) if column.is_number else text.ljust(width)
            for text, column, width in zip(texts, columns, widths, strict=True)
        )
        yield (style.left + style.between.join(padded) + style.right).rstrip()


def _folded(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, max(len(text), 1), width)]
