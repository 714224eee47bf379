"""A deployment that was stopped -> what becomes of it, until the traffic is back or cannot be."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from generator.app.engine.catalog import releases_in
from generator.app.engine.releases import Releases
from generator.errors import OutsideError
from generator.live.client import Aws
from generator.live.deployment import Deployment
from generator.model.service import Service

SECONDS = 3
"""Between two looks."""
_PATIENCE = 20
"""Looks at a deployment that has ended, until its rollback has to be there."""


@dataclass(frozen=True)
class RollbackOutcome:
    """How it ended."""

    is_back: bool
    """Whether all traffic is on the original tasks again."""
    why: str
    """What the engine says, or nothing."""


def follow(
    aws: Aws,
    service: Service,
    deployment: str,
    tell: Callable[[Deployment], None],
    sleep: Callable[[float], None] = time.sleep,
) -> RollbackOutcome:
    """Wait for the end of a deployment and of the rollback that it leads to; ``tell`` hears of each new state.

    One engine rolls back by another deployment, which the stopped one names a moment later; the other by the same.
    https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html
    """
    releases = releases_in(aws, service)
    last, patience = None, _PATIENCE
    while True:
        seen = found(releases, deployment)
        if seen != last:
            tell(seen)
            last = seen
        if seen.rollback and not seen.rolls_back:
            deployment = seen.rollback
            continue
        if not seen.is_running:
            patience -= 1
            if seen.rolls_back:
                return RollbackOutcome(seen.is_well, seen.error or seen.message)
            if seen.is_well:
                return RollbackOutcome(False, "it succeeded before it could be stopped")
            if not patience:
                return RollbackOutcome(_is_on_original(releases, deployment), seen.message or seen.error)
        sleep(SECONDS)


def found(releases: Releases, deployment: str) -> Deployment:
    """A deployment that was begun. Raises OutsideError when nobody knows it any more."""
    seen = releases.find(deployment)
    if seen is None:
        raise OutsideError(f"cannot follow {deployment}", f"{releases.name} knows no such deployment")
    return seen


def _is_on_original(releases: Releases, deployment: str) -> bool:
    """Whether a stopped deployment has left all traffic where it was."""
    shares = {share.part: share.percent for share in releases.progress(deployment).shares}
    return shares.get("original", 0.0) == 100 or not shares
