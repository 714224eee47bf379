"""Problems -> what good compilers print: place, message, the line itself with a caret below, and a hint."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import click

from generator.count import counted
from generator.errors import OutsideError
from generator.problems import Problem, Severity

# The line breaks of YAML 1.1, as the parser counts them.
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_WIDEST = 110
"""Columns of a source line that are shown."""
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "blue"}


def complaint(problem: Problem, text: str) -> str:
    """One problem in several lines, in colour; ``text`` is the file's, empty when it is not known."""
    where, location = "", problem.location
    if location.path:
        where = f"{printable(location.path)}: "
    severity = click.style(f"{problem.severity}:", fg=_COLOURS[problem.severity], bold=True)
    place = click.style(f"{printable(str(location))}:", bold=True)
    code = click.style(f"[{problem.code}]", dim=True)
    lines = [f"{place} {severity} {where}{printable(problem.message)} {code}"]
    lines += _excerpt(text, location.line, location.column)
    if problem.subject:
        lines.append(f"  in: {printable(problem.subject)}")
    if problem.hint:
        lines.append(hint(problem.hint))
    return "\n".join(lines)


def complaints(problems: Sequence[Problem], sources: Mapping[str, str], end: str = "", noun: str = "spec") -> str:
    """All problems, and how many there are; ``end`` says what follows from them."""
    blocks = [complaint(problem, sources.get(problem.location.file, "")) for problem in problems]
    return "\n".join([*blocks, f"{_count(problems, noun)}{end}"])


def refusal(error: OutsideError) -> str:
    """What the world outside refused, and what to do about it."""
    first = f"{click.style('error:', fg='red', bold=True)} {printable(f'{error.what}: {error.why}')}"
    return "\n".join([first, hint(error.hint)] if error.hint else [first])


def hint(text: str) -> str:
    """A line that says what to do."""
    return f"  {click.style('hint:', fg='cyan')} {printable(text)}"


def printable(text: str) -> str:
    """``text`` with everything spelt out that could steer a terminal or hide what is there."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def _excerpt(text: str, line: int, column: int) -> Iterable[str]:
    lines = _lines(text)
    if not text or not 0 < line <= len(lines):
        return
    source, column = lines[line - 1].replace("\t", " "), max(column, 1)
    if not source.strip():
        return
    first = max(0, min(column - _WIDEST // 2, len(source) - _WIDEST))
    before, after = source[first : column - 1], source[column - 1 : first + _WIDEST]
    gutter = " " * max(len(str(line)), 4)
    yield click.style(f"{line:>{len(gutter)}} |", dim=True) + f" {printable(before + after)}"
    caret = click.style("^", fg="green", bold=True)
    yield click.style(f"{gutter} |", dim=True) + f" {' ' * _width(printable(before))}{caret}"


@lru_cache(maxsize=1)
def _lines(text: str) -> tuple[str, ...]:
    """Split once for all problems of a file: there may be thousands."""
    return tuple(_LINE_BREAK.split(text.removeprefix("\ufeff")))


def _width(text: str) -> int:
    """The columns that ``text`` takes on a terminal."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _count(problems: Sequence[Problem], noun: str) -> str:
    counts = Counter(problem.severity for problem in problems)
    nouns = {Severity.ADVICE: "piece{} of advice"}
    parts = [
        f"{counts[kind]} {nouns.get(kind, kind + '{}').format('s' * (counts[kind] != 1))}"
        for kind in Severity
        if counts[kind]
    ]
    files = len({problem.location.file for problem in problems})
    return f"{' and '.join(parts)} in {counted(files, noun)}"
