"""A service and its engine -> the release that runs in it, or the last one and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from generator.app.engine.catalog import releases_in
from generator.live.alarm import LiveAlarm
from generator.live.client import Aws
from generator.live.deployment import Deployment, DeploymentProgress
from generator.model.service import Service
from generator.resources.alarm import alarm_names

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ReleaseState:
    """The deployment that runs, or the last one."""

    deployment: Deployment | None
    """None before the first release."""
    taken_back: Deployment | None
    """The release that it takes back, when that is another deployment."""
    progress: DeploymentProgress | None
    """How far it is, while it runs."""
    ignores_firing_alarms: bool = False
    """Whether an alarm that was on when it began is left out of all of it."""
    watched: tuple[str, ...] = ()
    """The names of the alarms that are to stop a release."""

    def ignored(self, alarms: Iterable[LiveAlarm]) -> tuple[LiveAlarm, ...]:
        """Of some alarms, those that fire and never stop the deployment that runs, since they were on before it."""
        if self.deployment is None or not self.deployment.is_running or not self.ignores_firing_alarms:
            return ()
        return since_before(self.deployment, [each for each in alarms if each.name in self.watched])


def since_before(deployment: Deployment, alarms: Iterable[LiveAlarm]) -> tuple[LiveAlarm, ...]:
    """The alarms that fire since before a deployment began."""
    begun = deployment.created
    return tuple(each for each in alarms if each.is_firing and begun and each.since and each.since <= begun)


def release_state(aws: Aws, service: Service) -> ReleaseState | None:
    """What is being released; None before there is what releases."""
    releases = releases_in(aws, service)
    last = releases.last_attempted()
    if last is None:
        return None
    # While one takes another back, both may be there for a moment: the newer one counts.
    newest = max(releases.running(), key=lambda each: each.created or _LONG_AGO, default=None)
    current = newest or (releases.find(last) if last else None)
    if current is None:
        return ReleaseState(None, None, None)
    is_another = current.rolls_back not in {"", current.id}
    return ReleaseState(
        deployment=current,
        taken_back=releases.find(current.rolls_back) if is_another else None,
        progress=releases.progress(current.id) if current.is_running else None,
        ignores_firing_alarms=releases.ignores_firing_alarms,
        watched=tuple(alarm_names(service)),
    )
