"""A deployment that was begun -> what becomes of it, told step by step until it has ended."""

from __future__ import annotations

import time
from collections.abc import Callable

from generator.app.engine.catalog import releases_in
from generator.app.engine.releases import Releases
from generator.app.release.follow import SECONDS, RollbackOutcome, follow, found
from generator.app.status.part import part
from generator.live.client import Aws
from generator.live.deployment import Deployment, DeploymentProgress
from generator.model.service import Service

_NO_PROGRESS = DeploymentProgress((), ())


def watch(
    aws: Aws,
    service: Service,
    deployment: str,
    tell: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> RollbackOutcome:
    """Wait for its end; when it fails, for that of its rollback too. ``is_back`` is whether it has all traffic."""
    releases = releases_in(aws, service)
    last = ""
    while True:
        seen = found(releases, deployment)
        text = _words(seen, _shares(releases, deployment) if seen.is_running else _NO_PROGRESS)
        if text != last:
            tell(text)
            last = text
        # One of ECS that went back ended well, and as its own rollback.
        if seen.is_well and not seen.rolls_back:
            return RollbackOutcome(is_back=True, why="")
        if not seen.is_running:
            taken_back = follow(aws, service, deployment, lambda each: tell(_words(each, _NO_PROGRESS)), sleep)
            where = "all traffic is where it was" if taken_back.is_back else f"and not taken back: {taken_back.why}"
            return RollbackOutcome(is_back=False, why="; ".join(filter(None, [seen.error or seen.status, where])))
        sleep(SECONDS)


def _shares(releases: Releases, deployment: str) -> DeploymentProgress:
    """How far it is, where that may be asked."""
    return part(lambda: releases.progress(deployment)).value or _NO_PROGRESS


def _words(seen: Deployment, progress: DeploymentProgress) -> str:
    what = "rollback" if seen.rolls_back else "deployment"
    share = next((share for share in progress.shares if share.part == "replacement"), None)
    split = f", {share.percent:g} % of the traffic on the new tasks" if share else ""
    step = f", {progress.step.name} {progress.step.status}" if progress.step else ""
    waiting = (
        ": the old tasks stay for a while, then it has ended" if seen.is_waiting_to_end and seen.is_running else ""
    )
    reason = f": {seen.error or seen.message}" if seen.error or seen.message else ""
    return f"{what} {seen.name} {seen.status}{split}{step}{waiting}{reason}"
