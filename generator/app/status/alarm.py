"""The alarms that a spec asks for -> which of them are firing, and which are not there."""

from __future__ import annotations

from dataclasses import dataclass

from generator.live.alarm import LiveAlarm, alarms
from generator.live.client import Aws
from generator.model.service import Service
from generator.resources.alarm import every_alarm


@dataclass(frozen=True)
class AlarmState:
    """The alarms of an environment."""

    found: tuple[LiveAlarm, ...]
    """Firing ones first."""
    missing: tuple[str, ...]
    """The names of those that the spec asks for and CloudWatch does not have."""

    @property
    def firing(self) -> tuple[LiveAlarm, ...]:
        """Those that are on: all but the one that tells of dead letters would stop a release, or be ignored by it."""
        return tuple(alarm for alarm in self.found if alarm.is_firing)


def alarm_state(aws: Aws, service: Service) -> AlarmState | None:
    """The alarms now; None before any of those that the spec asks for is deployed."""
    names = every_alarm(service)
    found = alarms(aws, names)
    if names and not found:
        return None
    there = {alarm.name for alarm in found}
    return AlarmState(found, tuple(name for name in names if name not in there))
