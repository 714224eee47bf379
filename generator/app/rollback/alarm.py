"""The alarms that stop releases -> those that would stop a release at once, and those that may still stop one.

An alarm that an earlier release set off stops the next one too, unless that is told to go on despite it:
https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC

from generator.live.alarm import LiveAlarm
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS
from generator.resources.alarm import alarm_names


def words(alarm: LiveAlarm) -> str:
    """Which alarm fires, and since when."""
    return f"{alarm.name} fires{f' since {alarm.since.astimezone(UTC):%Y-%m-%d %H:%M}Z' if alarm.since else ''}"


def still_counting(
    service: Service, watched: Iterable[str], firing: Sequence[LiveAlarm], serving: str
) -> tuple[str, ...]:
    """Of the alarms that are ``watched``, those that a release despite alarms still heeds.

    That is the quiet ones of the target group that its tasks go to. All others tell of what serves now, at the target
    group called ``serving``: they may go off at any time, and it would be the bad version's doing. None when nobody
    knows what serves.
    """
    colours = {service.names.target_group(colour): colour for colour in PRODUCTION_COLOURS}
    if serving not in colours:
        return ()
    theirs = {
        name
        for target_group, colour in colours.items()
        if target_group != serving
        for name in alarm_names(service, colour)
    }
    loud = {alarm.name for alarm in firing}
    return tuple(name for name in watched if name in theirs and name not in loud)
