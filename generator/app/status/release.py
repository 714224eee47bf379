"""An environment's deployment group -> the release that runs in it, or the last one and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from generator.live.client import Aws
from generator.live.deployment import (
    Deployment,
    DeploymentProgress,
    deployments,
    find_deployment_group,
    progress,
    running_deployments,
)
from generator.model.service import Service

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ReleaseState:
    """The deployment that runs, or the last one."""

    deployment: Deployment | None
    """None before the first release."""
    taken_back: Deployment | None
    """The release that it takes back, when it is a rollback."""
    progress: DeploymentProgress | None
    """How far it is, while it runs."""


def release_state(aws: Aws, service: Service) -> ReleaseState | None:
    """What is being released; None before there is a deployment group."""
    group = find_deployment_group(aws, service)
    if group is None:
        return None
    running = running_deployments(aws, service)
    last = deployments(aws, [group.last_attempted]) if group.last_attempted and not running else ()
    # While one takes another back, both may be there for a moment: the newer one counts.
    current = max(running or last, key=lambda each: each.created or _LONG_AGO, default=None)
    if current is None:
        return ReleaseState(None, None, None)
    origins = deployments(aws, [current.rolls_back]) if current.rolls_back else ()
    return ReleaseState(
        deployment=current,
        taken_back=origins[0] if origins else None,
        progress=progress(aws, service, current.id) if current.is_running else None,
    )
