"""The rows of a matrix -> a page for a terminal, of what may be done to each thing; a line a row in a pipe."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from generator.cli.text.complaint import printable

if TYPE_CHECKING:
    from generator.app.judge.matrix import Row

_UNLIMITED = 10_000
"""Columns where there is no terminal."""


def matrix_page(rows: Sequence[Row], width: int) -> str:
    """Role by role, each resource on a line that is never broken, with the actions on it and why.

    What is longer than ``width`` columns by itself goes beyond them: a name is there to be copied.
    """
    return "\n".join(line for principal, own in groupby(rows, _principal) for line in _role(principal, [*own], width))


def _principal(row: Row) -> str:
    return row.principal


def _role(principal: str, rows: Sequence[Row], width: int) -> Iterator[str]:
    yield f"\n{printable(principal)} may"
    column = 6 + max(len(row.action) for row in rows)
    for resource, own in groupby(sorted(rows, key=_resource), _resource):
        yield f"  {printable(resource)}"
        for row in own:
            action = f"    {printable(row.action)}"
            room = width - column
            why = textwrap.wrap(printable(row.why), max(room, 20), break_long_words=False, break_on_hyphens=False)
            yield f"{action:{column}}{why[0] if why else ''}".rstrip()
            yield from (" " * column + line for line in why[1:])


def _resource(row: Row) -> str:
    conditions = ", ".join(f"{key}={value}" for key, value in row.context.items())
    return f"{row.resource} ({conditions})" if conditions else row.resource


def matrix_table(rows: Sequence[Row], *, has_box_characters: bool) -> str:
    """Principal, action, resource with what the request must bring along, and why: a line each, for programs."""
    lines = box.SIMPLE_HEAD if has_box_characters else box.ASCII2
    table = Table("Principal", "Action", "Resource", "Why", box=lines, pad_edge=not has_box_characters, header_style="")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in (row.principal, row.action, _resource(row), row.why)))
    page = io.StringIO()
    Console(file=page, width=_UNLIMITED, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines() if line.strip())
