"""A cron expression of EventBridge Scheduler -> why AWS would refuse it, or why it would never run.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Of the months, in days, in a leap year."""


class _Field(NamedTuple):
    """One of the six fields: its name, its range, the words for its numbers, and what else it may be."""

    name: str
    low: int
    high: int
    words: tuple[str, ...] = ()
    special: str = ""
    """A pattern of what only this field knows."""


_FIELDS = (
    _Field("minutes", 0, 59),
    _Field("hours", 0, 23),
    _Field("day of month", 1, 31, (), r"\?|L(-[0-9]{1,2})?|LW|([1-9]|[12][0-9]|3[01])W"),
    _Field("month", 1, 12, _MONTHS),
    _Field("day of week", 1, 7, _DAYS, r"\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])"),
    _Field("year", 1970, 2199),
)
_PART = re.compile(r"(?P<first>\*|[0-9]+|[A-Za-z]+)(-(?P<last>[0-9]+|[A-Za-z]+))?(/(?P<step>[0-9]+))?")


class Fault(NamedTuple):
    """What is wrong, and what to write instead."""

    message: str
    hint: str = ""


def faults(expression: str) -> Iterator[Fault]:
    """Of what stands between the brackets of ``cron(...)``."""
    texts = expression.split()
    if len(texts) != len(_FIELDS):
        names = ", ".join(field.name for field in _FIELDS)
        yield Fault(f"a cron expression has six fields, {names}; this has {len(texts)}", _of_five(texts))
        return
    found = [*map(_fault, _FIELDS, texts)]
    yield from filter(None, found)
    if not any(found):
        yield from _together(texts)


def _fault(field: _Field, text: str) -> Fault | None:
    if text == "*" or re.fullmatch(field.special, text.upper()):
        return None
    for part in text.split(","):
        why = _part_fault(field, part)
        if why:
            return Fault(f"{field.name}: {why}")
    return None


def _part_fault(field: _Field, part: str) -> str:
    found = _PART.fullmatch(part)
    if found is None:
        return f"{part} is nothing that EventBridge Scheduler knows there"
    first, last, step = found["first"], found["last"], found["step"]
    for word in (first, last):
        if word not in (None, "*") and not field.low <= _number(field, word) <= field.high:
            words = f", or {field.words[0]} to {field.words[-1]}" if field.words else ""
            return f"{word} is not from {field.low} to {field.high}{words}"
    if last and (first == "*" or _number(field, first) > _number(field, last)):
        return f"{part} begins after its end"
    if step and not 1 <= int(step) <= field.high:
        return f"every {step} is not from 1 to {field.high}"
    return ""


def _number(field: _Field, word: str) -> int:
    """The number that a word stands for; one below the range where it stands for none."""
    if word.isdigit():
        return int(word)
    return field.words.index(word.upper()) + field.low if word.upper() in field.words else field.low - 1


def _together(texts: Sequence[str]) -> Iterator[Fault]:
    minutes, hours, day, month, weekday, year = texts
    if (day == "?") == (weekday == "?"):
        message = "one of day of month and day of week is a ?, and the other says the days"
        middle = f"? {month} {weekday}" if weekday not in ("*", "?") else f"{'*' if day == '?' else day} {month} ?"
        yield Fault(message, f"write cron({minutes} {hours} {middle} {year})")
    elif day.isdigit() and not any(int(day) <= _LENGTHS[number - 1] for number in _months(month)):
        yield Fault(f"never runs: there is no {day} in that month")


def _months(text: str) -> Iterator[int]:
    field = _FIELDS[3]
    for part in text.split(","):
        found = _PART.fullmatch(part)
        assert found is not None, text
        every = found["first"] == "*"
        first = field.low if every else _number(field, found["first"])
        last = _number(field, found["last"]) if found["last"] else field.high if every or found["step"] else first
        yield from range(first, last + 1, int(found["step"] or 1))


def _of_five(texts: Sequence[str]) -> str:
    """The six fields of a line of crontab, whose weeks begin with 0; empty where it is none, or a hard one."""
    if len(texts) != 5:
        return "for example cron(0 3 * * ? *): every day at 3:00"
    minutes, hours, day, month, weekday = texts
    if weekday == "*":
        return f"as in crontab, with a year: cron({minutes} {hours} {day} {month} ? *)"
    if day == "*" and re.fullmatch("[0-7]", weekday):
        return f"as in crontab, with a year: cron({minutes} {hours} ? {month} {_DAYS[int(weekday) % 7]} *)"
    return "for example cron(0 3 ? * MON *): on Mondays at 3:00; the last field is the year"
