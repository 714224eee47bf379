"""A deployment that was begun -> what CodeDeploy makes of it, told step by step until it has ended."""

from __future__ import annotations

import time
from collections.abc import Callable

from generator.app.rollback.follow import SECONDS, Outcome, follow
from generator.app.status.part import part
from generator.live.client import Aws
from generator.live.deployment import Deployment, DeploymentProgress, deployments, progress
from generator.model.service import Service

_NO_PROGRESS = DeploymentProgress((), ())


def watch(
    aws: Aws,
    service: Service,
    deployment: str,
    tell: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> Outcome:
    """Wait for its end; when it fails, for that of its rollback too. ``is_back`` is whether it has all traffic."""
    last = ""
    while True:
        seen = deployments(aws, [deployment])[0]
        text = _words(seen, _shares(aws, service, deployment) if seen.is_running else _NO_PROGRESS)
        if text != last:
            tell(text)
            last = text
        if seen.status == "Succeeded":
            return Outcome(is_back=True, why="")
        if not seen.is_running:
            taken_back = follow(aws, service, deployment, lambda each: tell(_words(each, _NO_PROGRESS)), sleep)
            where = "all traffic is where it was" if taken_back.is_back else f"and not taken back: {taken_back.why}"
            return Outcome(is_back=False, why="; ".join(filter(None, [seen.error or seen.status, where])))
        sleep(SECONDS)


def _shares(aws: Aws, service: Service, deployment: str) -> DeploymentProgress:
    """How far it is, where that may be asked."""
    return part(lambda: progress(aws, service, deployment)).value or _NO_PROGRESS


def _words(seen: Deployment, found: DeploymentProgress) -> str:
    what = "rollback" if seen.rolls_back else "deployment"
    share = next((share for share in found.shares if share.part == "replacement"), None)
    split = f", {share.percent:g} % of the traffic on the new tasks" if share else ""
    step = f", {found.step.name} {found.step.status}" if found.step else ""
    waiting = (
        ": the old tasks stay for a while, then it has ended" if seen.is_waiting_to_end and seen.is_running else ""
    )
    reason = f": {seen.error or seen.message}" if seen.error or seen.message else ""
    return f"{what} {seen.id} {seen.status}{split}{step}{waiting}{reason}"
