"""The two colours of an environment -> a small table, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from generator.app.status.colour import Colour
from generator.cli.text import word
from generator.cli.text.complaint import printable

_TITLES = ("colour", "traffic", "version", "tasks", "targets")


def colour_table(colours: Sequence[Colour]) -> Iterator[str]:
    """A line for the titles, then one for each colour, with what its targets complain of below it."""
    rows = [_TITLES, *map(cells, colours)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_TITLES))]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    yield word.dim(lines[0])
    for colour, text in zip(colours, lines[1:], strict=True):
        is_bad = colour.has_traffic and colour.healthy == 0
        yield click.style(text, fg="red" if is_bad else "green" if colour.has_traffic else None)
        for complaint in colour.complaints:
            yield f"  {printable(f'{colour.name}: {complaint}')}"


def colour_words(colours: Sequence[Colour]) -> Iterator[str]:
    """A few words on each colour that has traffic or tasks."""
    for colour in colours:
        if colour.has_traffic or colour.tasks:
            name, percent, version, tasks, targets = cells(colour)
            yield f"{name} {percent} {version}, tasks {tasks}, targets {targets}"


def cells(colour: Colour) -> tuple[str, ...]:
    """The five columns of one colour; a question mark for what AWS did not say."""
    tasks = colour.tasks
    pending = f", {tasks.pending} pending" if tasks and tasks.pending else ""
    return (
        colour.name,
        "?" if colour.percent is None else f"{colour.percent:g} %",
        "-" if colour.version is None else printable(colour.version) or "none yet",
        "-" if tasks is None else f"{tasks.running} of {tasks.desired}{pending}",
        "?" if colour.targets is None else word.counts(colour.targets.items()) or "none",
    )
