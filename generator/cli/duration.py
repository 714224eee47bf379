"""``10m`` -> how long that is."""

from __future__ import annotations

import re
from datetime import timedelta

import click

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LONGEST = timedelta(days=3653)
"""As long as a log group can keep lines."""


def duration(context: click.Context, parameter: click.Parameter, value: str) -> timedelta:
    """An option's number and unit, of which none is taken for granted. Raises BadParameter."""
    match = re.fullmatch(r"(\d{1,9})([smhd]?)", value, re.ASCII)
    if match is None:
        raise click.BadParameter(f"{value!r} is no time such as 30s, 10m, 2h or 1d.")
    number, unit = match.groups()
    if not unit:
        raise click.BadParameter(f"{value} of what? Say {value}s, {value}m, {value}h or {value}d.")
    found = timedelta(**{_UNITS[unit]: int(number)})
    if not timedelta() < found <= _LONGEST:
        raise click.BadParameter(f"{value} is not between 1s and {_LONGEST.days}d.")
    return found
