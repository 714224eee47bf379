"""The schedule of a job -> complaints about one that AWS refuses, or that never runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from generator.spec import cron
from generator.spec.cron import Fault
from generator.spec.rules.protocol import Finding, JobRule, Reading

_RATE = re.compile(r"(?P<number>[0-9]+) +(?P<unit>[a-z]+)")
_UNITS = ("minute", "hour", "day")
_MORE = {"second": 0, "week": 7, "month": 30, "year": 365}
"""Units that Scheduler has not -> how many days they are, about; 0 where that is less than it can."""
_AT = "%Y-%m-%dT%H:%M:%S"


def _check(reading: Reading) -> Iterator[Finding]:
    """https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html.

    Whether the time of an ``at`` is over is not asked: the answer would be another one on each day.
    """
    assert reading.job is not None
    kind, _, rest = reading.job.schedule.schedule.partition("(")
    body = rest.removesuffix(")").strip()
    found = {"cron": cron.faults, "rate": _rate, "at": _at}[kind](body)
    for fault in found:
        yield Finding(reading.at("job", "schedule"), *fault)


def _rate(body: str) -> Iterator[Fault]:
    found = _RATE.fullmatch(body.lower())
    if found is None:
        yield Fault("a rate is a whole number and a unit", "for example rate(15 minutes), rate(1 hour) or rate(7 days)")
        return
    number, unit = int(found["number"]), found["unit"].removesuffix("s")
    if unit in _MORE:
        hint = f"write rate({number * _MORE[unit]} days)" if _MORE[unit] else "the least is rate(1 minute)"
        yield Fault(f"there is no rate in {unit}s: minutes, hours and days", hint)
    elif unit not in _UNITS:
        yield Fault(f"{found['unit']} is no unit of a rate: minutes, hours and days")
    elif not number:
        yield Fault("never runs: a rate is 1 or more", f"write rate(1 {unit})")
    elif body != (right := f"{number} {unit}{'' if number == 1 else 's'}"):
        yield Fault("is not as EventBridge Scheduler has it", f"write rate({right})")


def _at(body: str) -> Iterator[Fault]:
    hint = "for example at(2027-01-31T03:00:00), in the job's timezone"
    try:
        moment = datetime.strptime(body, _AT)
    except ValueError:
        yield Fault(f"{body} is no date and time", hint)
        return
    if moment.strftime(_AT) != body:
        yield Fault(f"{body} is no date and time", f"write at({moment.strftime(_AT)})")


RULE = JobRule("schedules", "A job's schedule is one that EventBridge Scheduler takes, and that runs.", _check)
