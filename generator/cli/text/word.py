"""What AWS says -> words in colour: states, times, counts, refusals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from generator.cli.text.complaint import printable

if TYPE_CHECKING:
    from generator.app.status.part import Part

_COLOURS = {
    "Succeeded": "green",
    "InProgress": "yellow",
    "Failed": "red",
    "Stopped": "red",
    "Stopping": "red",
    "Cancelled": "red",
    "SUCCESSFUL": "green",
    "IN_PROGRESS": "yellow",
    "PENDING": "yellow",
    "STOPPED": "red",
    "ROLLBACK_REQUESTED": "red",
    "ROLLBACK_IN_PROGRESS": "red",
    "ROLLBACK_SUCCESSFUL": "red",
    "ROLLBACK_FAILED": "red",
}


def state(text: str) -> str:
    """The state of a run, a stage, a step or a deployment."""
    return click.style(printable(text), fg=_COLOURS.get(text))


def bad(text: str) -> str:
    """What has to be mended."""
    return click.style(printable(text), fg="red")


def doubtful(text: str) -> str:
    """What waits, or nobody knows."""
    return click.style(printable(text), fg="yellow")


def dim(text: str) -> str:
    """What is beside the point."""
    return click.style(printable(text), dim=True)


def unknown(part: Part[object]) -> str:
    """Why a part could not be asked; empty when it could."""
    return doubtful(f"unknown: {part.refusal.what}: {part.refusal.why}") if part.refusal else ""


def time(moment: datetime | None) -> str:
    """In UTC, as AWS's own logs have it and a colleague elsewhere reads it."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}Z" if moment else "?"


def counts(numbers: Iterable[tuple[str, int]]) -> str:
    """``2 healthy, 1 unhealthy``."""
    return ", ".join(f"{number} {word}" for word, number in numbers)
