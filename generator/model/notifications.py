"""Who hears of failed releases, rollbacks, alarms and approvals that wait."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.origin import origin
from generator.problems import Location


@dataclass(frozen=True)
class Notifications:
    """Addresses that subscribe to the environment's topic."""

    email: tuple[str, ...] = ()
    origin: Location = origin()
