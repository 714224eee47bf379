"""The rows of a matrix -> a table for people; one line a row where no terminal folds it."""

from __future__ import annotations

import io
from collections.abc import Sequence
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


def matrix_table(rows: Sequence[Row], width: int | None, *, has_box_characters: bool) -> str:
    """Principal, action, resource with what the request must bring along, and why."""
    lines = box.SIMPLE_HEAD if has_box_characters else box.ASCII2
    table = Table(box=lines, pad_edge=not has_box_characters, header_style="")
    table.add_column("Principal", no_wrap=True)
    for title in ("Action", "Resource", "Why"):
        table.add_column(title, overflow="fold")
    for row in rows:
        conditions = ", ".join(f"{key}={value}" for key, value in row.context.items())
        resource = f"{row.resource} ({conditions})" if conditions else row.resource
        table.add_row(*(Text(printable(cell)) for cell in (row.principal, row.action, resource, row.why)))
    page = io.StringIO()
    # Always in colour; the printer takes it out where there is no terminal.
    Console(file=page, width=width or _UNLIMITED, force_terminal=True, color_system="standard").print(table)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines() if line.strip())
