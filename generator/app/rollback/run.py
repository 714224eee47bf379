"""A ``RollbackPlan`` -> done: the deployment stopped, its end awaited, the pipeline started."""

from __future__ import annotations

import time
from collections.abc import Callable

from generator.app.engine.catalog import releases_in
from generator.app.engine.releases import Releases
from generator.app.release.follow import follow
from generator.app.release.run import run as release
from generator.app.release.watch import watch
from generator.app.rollback.plan import RollbackPlan
from generator.app.rollback.start import DeploymentStart, ImageStart
from generator.app.run.target import Target
from generator.errors import OutsideError
from generator.live.client import AwsError
from generator.live.deployment import Deployment


def run(
    target: Target,
    plan: RollbackPlan,
    tell: Callable[[str], None],
    *,
    waits: bool,
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """Do what the plan says; the id of the pipeline's run or the deployment that was started, if one was.

    ``tell`` hears of each step. Without ``waits``, AWS is left to itself.

    Raises OutsideError when AWS refuses, or when the traffic does not come back.
    """
    aws, service = target.aws, target.service
    releases = releases_in(aws, service)
    if plan.deployment and plan.stops:
        _stop(releases, plan.deployment)
        tell(f"{plan.deployment.name} is being stopped")
    if plan.deployment and plan.awaits(waits=waits):
        await_rollback(target, plan.deployment, plan.leads_to, tell, sleep)
    if isinstance(plan.start, DeploymentStart):
        return _deploy(target, plan.start, tell, sleep, waits=waits)
    if isinstance(plan.start, ImageStart):
        return release(target, plan.start.plan(service), tell, waits=waits, sleep=sleep)
    if plan.start is None:
        return ""
    execution = plan.start.begin(aws, service)
    tell(f"the pipeline {service.names.pipeline} releases {plan.start.release}: run {execution}")
    return execution


def await_rollback(
    target: Target,
    deployment: Deployment,
    leads_to: str,
    tell: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Wait until all traffic is back. Raises OutsideError when it does not come back."""
    outcome = follow(target.aws, target.service, deployment.id, lambda seen: tell(_words(seen)), sleep)
    if not outcome.is_back:
        why = outcome.why or f"{releases_in(target.aws, target.service).name} gives no reason"
        hint = f"`{target.command('status')}` shows where the traffic is"
        raise OutsideError(f"{deployment.name} was not rolled back", why, hint)
    tell(f"all traffic is back on {leads_to or 'the original tasks'}")


def _deploy(
    target: Target,
    start: DeploymentStart,
    tell: Callable[[str], None],
    sleep: Callable[[float], None],
    *,
    waits: bool,
) -> str:
    try:
        deployment = start.begin(target.aws, target.service)
    except AwsError as error:
        if error.code != "DeploymentLimitExceededException":
            raise
        hint = f"{target.command('rollback')} stops it; then run this again"
        raise OutsideError(f"cannot deploy {start.release}", "another deployment has begun meanwhile", hint) from error
    tell(f"deployment {deployment} releases {start.release}")
    if not waits:
        return deployment
    outcome = watch(target.aws, target.service, deployment, tell, sleep)
    if not outcome.is_back:
        hint = f"`{target.command('doctor')}` looks for the reason"
        raise OutsideError(f"{deployment} did not release {start.release}", outcome.why, hint)
    tell(f"all traffic is on {start.release}")
    return deployment


def _stop(releases: Releases, deployment: Deployment) -> None:
    if not releases.stop(deployment.id):
        hint = "go back to an earlier release with --to"
        raise OutsideError(f"cannot stop {deployment.name}", "it has ended meanwhile", hint)


def _words(seen: Deployment) -> str:
    what = "rollback" if seen.rolls_back else "deployment"
    reason = f": {seen.error or seen.message}" if seen.error or seen.message else ""
    return f"{what} {seen.name} {seen.status}{reason}"
