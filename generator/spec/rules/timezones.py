"""The time zone of a job -> a complaint about one that AWS does not know."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pkgutil import get_data

from generator.near import nearest
from generator.spec.rules.protocol import Finding, JobRule, Reading


def _check(reading: Reading) -> Iterator[Finding]:
    assert reading.job is not None
    zone = reading.job.schedule.timezone
    if zone not in known():
        near = nearest(zone, known())
        hint = f"did you mean {near}?" if near else "for example Europe/Berlin, or UTC"
        yield Finding(reading.at("job", "timezone"), f"there is no time zone {zone}", hint)


@cache
def known() -> frozenset[str]:
    """The names of the IANA time zone database, which are those of EventBridge Scheduler.

    A list of ours: Python asks the system for its own, which may have none.
    https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#time-zones, https://www.iana.org/time-zones
    """
    data = get_data("generator.spec.rules", "timezones.txt")
    assert data is not None, "a package on disk or in an archive always gives its data"
    return frozenset(data.decode().split())


RULE = JobRule("timezones", "A job's time zone is one of the IANA database.", _check)
