"""A deployment that was stopped -> what CodeDeploy does with it, until the traffic is back or cannot be."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from generator.live.client import Aws
from generator.live.deployment import Deployment, deployments, progress
from generator.model.service import Service

SECONDS = 3
"""Between two looks."""
_PATIENCE = 20
"""Looks at a deployment that has ended, until its rollback has to be there."""


@dataclass(frozen=True)
class Outcome:
    """How it ended."""

    is_back: bool
    """Whether all traffic is on the original tasks again."""
    why: str
    """What CodeDeploy says, or nothing."""


def follow(
    aws: Aws,
    service: Service,
    deployment: str,
    tell: Callable[[Deployment], None],
    sleep: Callable[[float], None] = time.sleep,
) -> Outcome:
    """Wait for the end of a deployment and of the rollback that it leads to; ``tell`` hears of each new state.

    CodeDeploy rolls back by a deployment of its own, which the stopped one names a moment later.
    https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html
    """
    last, patience = None, _PATIENCE
    while True:
        seen = deployments(aws, [deployment])[0]
        if seen != last:
            tell(seen)
            last = seen
        if seen.rollback and not seen.rolls_back:
            deployment = seen.rollback
            continue
        if not seen.is_running:
            patience -= 1
            if seen.rolls_back:
                return Outcome(seen.status == "Succeeded", seen.error or seen.message)
            if seen.status == "Succeeded":
                return Outcome(False, "it succeeded before it could be stopped")
            if not patience:
                return Outcome(_is_on_original(aws, service, deployment), seen.message or seen.error)
        sleep(SECONDS)


def _is_on_original(aws: Aws, service: Service, deployment: str) -> bool:
    """Whether a stopped deployment has left all traffic where it was."""
    shares = {share.part: share.percent for share in progress(aws, service, deployment).shares}
    return shares.get("original", 0.0) == 100 or not shares
