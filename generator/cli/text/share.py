"""What ``verify`` sees -> a plot that grows downwards, one line for each stretch of time, and a sentence at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.app.verify.course import Ending
from generator.cli.text.complaint import printable
from generator.count import counted

if TYPE_CHECKING:
    from generator.app.verify.run import Report
    from generator.app.verify.window import Window

_WIDTH = 30
_BLOCKS, _ASCII = ("█", "▒", "x"), ("#", "=", "x")
_COLOURS = ("green", "yellow", "red")


def legend(expected: str, *, has_box_characters: bool) -> str:
    """What the bar's letters stand for."""
    ours, others, errors = _BLOCKS if has_box_characters else _ASCII
    return f"share of {printable(expected)} {ours}, of other versions {others}, errors {errors}"


def line(window: Window, expected: str, *, has_box_characters: bool) -> str:
    """One stretch of time: when, the bar, the versions in percent, latency, errors."""
    letters = _BLOCKS if has_box_characters else _ASCII
    total = window.answers + window.errors
    cells = _cells((window.expected, sum(window.others.values()), window.errors), total)
    parts = zip(letters, cells, _COLOURS, strict=True)
    bar = "".join(click.style(letter * count, fg=colour) for letter, count, colour in parts)
    minutes, seconds = divmod(int(window.start), 60)
    words = [
        f"{printable(version)} {_percent(count, window.answers)}" for version, count in _versions(window, expected)
    ]
    if window.p50 is not None and window.p99 is not None:
        words.append(f"p50 {_milliseconds(window.p50)} p99 {_milliseconds(window.p99)}")
    if window.errors:
        words.append(counted(window.errors, "error"))
    return f"{minutes:>3}:{seconds:02} {bar} {', '.join(words)}"


def sentence(report: Report, expected: str) -> str:
    """What it means."""
    name = printable(expected)
    if report.outcome is Ending.ALONE:
        return f"{name} answers alone: {report.row} answers in a row, {_after(report)}"
    if report.outcome is Ending.ROLLED_BACK:
        seen = f"{report.total.expected} answers, then none of {report.missing}"
        return f"{name} was rolled back: it gave {seen}"
    if report.outcome is Ending.NO_CANARY:
        how = "it took all the traffic at once" if report.total.others else "it did from the first answer on"
        return f"{name} answers alone, but no canary was seen: {how}"
    if not report.total.answers:
        return f"nothing answered, {_after(report)}"
    if not report.total.expected:
        return f"{name} never answered, {_after(report)}"
    last = next(window for window in reversed(report.windows) if window.answers)
    share = _percent(last.expected, last.answers)
    return f"{name} does not answer alone, {_after(report)}: {share} of the last answers"


def error_lines(report: Report) -> list[str]:
    """Why there was no answer, and how often."""
    return [f"{count:>5} x {printable(error)}" for error, count in report.errors.items()]


def _after(report: Report) -> str:
    return f"after {report.seconds:.0f} s and {report.total.answers + report.total.errors} samples"


def _versions(window: Window, expected: str) -> list[tuple[str, int]]:
    return [(expected, window.expected), *window.others.items()] if window.answers else []


def _cells(counts: tuple[int, int, int], total: int) -> list[int]:
    """How many letters each gets, ``_WIDTH`` together: what is there at all has one, whatever it is."""
    cells = [max(1, count * _WIDTH // total) if count else 0 for count in counts]
    most = max(range(len(cells)), key=lambda index: counts[index])
    cells[most] += _WIDTH - sum(cells)
    return cells


def _percent(count: int, total: int) -> str:
    """Nothing and all are said only of nothing and all."""
    percent = round(100 * count / total)
    return f"{min(max(percent, 1), 99) if 0 < count < total else percent} %"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
