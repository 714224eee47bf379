"""A line that a task wrote -> as a person reads it: when, by which task, what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.text.complaint import printable

if TYPE_CHECKING:
    from generator.app.logs.tail import Line

_ID = 8
"""Letters of a task's id, which tell it from the others of its service."""
_TAB = 4


def log_line(line: Line, container: str, *, has_date: bool) -> str:
    """``12:00:01Z 1a2b3c4d listening on 3000``; another container than ``container`` is named, and so is the day.

    Colours of a program's own and what else steers a terminal are taken out; further lines of one event stand below it.
    """
    moment = f"{line.time:%Y-%m-%d %H:%M:%S}Z" if has_date else f"{line.time:%H:%M:%S}Z"
    writer = line.task[:_ID] + (f"/{line.container}" if line.container not in {"", container} else "")
    first, *further = line.message.rstrip("\r\n").expandtabs(_TAB).splitlines() or [""]
    head = f"{moment} {printable(writer)} "
    rows = [click.style(head, dim=True) + _plain(first), *(" " * len(head) + _plain(text) for text in further)]
    return "\n".join(rows)


def _plain(text: str) -> str:
    return printable(click.unstyle(text))
