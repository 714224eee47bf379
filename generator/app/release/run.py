"""A ``ReleasePlan`` -> done: the deployment begun and followed to its end, and the jobs given the same image."""

from __future__ import annotations

import time
from collections.abc import Callable

from generator.app.engine.catalog import releases_in
from generator.app.engine.releases import Releases
from generator.app.release.plan import ReleasePlan
from generator.app.release.watch import watch
from generator.app.run.target import Target
from generator.errors import OutsideError
from generator.iam.arn import role
from generator.live.client import Aws
from generator.live.event import last_failures
from generator.live.stack import find_stack, give_parameters
from generator.model.job import Job
from generator.naming import logical
from generator.stacks.job import SCHEDULE

SECONDS = 3
"""Between two looks."""
_PATIENCE = 20
"""Looks at a stack that is at rest, until its update must have begun a deployment."""
_DONE = "UPDATE_COMPLETE"


def run(
    target: Target,
    plan: ReleasePlan,
    tell: Callable[[str], None],
    *,
    waits: bool,
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """Do what the plan says; the id of the deployment, empty where the image runs already.

    ``tell`` hears of each step. Without ``waits``, AWS is left to itself, unless jobs wait for the end.

    Raises OutsideError when AWS refuses, or when the release is taken back.
    """
    deployment = "" if plan.is_running else _release(target, plan, tell, sleep, waits=waits or bool(plan.jobs))
    for job in target.service.jobs:
        if _give(target, job, plan, sleep):
            tell(f"the job {job.name} runs {plan.image.version} from now on")
    return deployment


def _release(
    target: Target, plan: ReleasePlan, tell: Callable[[str], None], sleep: Callable[[float], None], *, waits: bool
) -> str:
    aws, service, image = target.aws, target.service, plan.image
    releases = releases_in(aws, service)
    before = releases.last_attempted()
    begun = releases.begin(image.address, image.version, target.fill)
    stack = service.names.stack("service")
    deployment = begun or _appeared(aws, releases, before, stack, sleep)
    tell(f"deployment {deployment.rpartition('/')[2]} releases {image.version}")
    if not waits:
        return deployment
    outcome = watch(aws, service, deployment, tell, sleep)
    if not outcome.is_back:
        hint = f"`{target.command('doctor')}` looks for the reason"
        raise OutsideError(f"{deployment} did not release {image.version}", outcome.why, hint)
    tell(f"all traffic is on {image.version}")
    if not begun:
        _settled(aws, stack, sleep)
    return deployment


def _appeared(aws: Aws, releases: Releases, before: str | None, stack: str, sleep: Callable[[float], None]) -> str:
    """The deployment that an update of the stack begins. Raises OutsideError where the update ends without one."""
    patience = _PATIENCE
    while True:
        last = releases.last_attempted()
        if last and last != before:
            return last
        live = find_stack(aws, stack)
        if live is None or not live.is_busy:
            patience -= 1
        if not patience:
            reasons = [event.reason or event.status for event in last_failures(aws, live.id)] if live else []
            raise OutsideError(f"{stack} began no release", "; ".join(reasons) or "CloudFormation gives no reason")
        sleep(SECONDS)


def _settled(aws: Aws, stack: str, sleep: Callable[[float], None]) -> None:
    """Wait for the end of an update. Raises OutsideError where it was taken back."""
    while (live := find_stack(aws, stack)) and live.is_busy:
        sleep(SECONDS)
    if live is None or live.status != _DONE:
        reasons = [event.reason or event.status for event in last_failures(aws, live.id)] if live else ["it is gone"]
        raise OutsideError(f"{stack} was not updated", "; ".join(reasons) or (live.status if live else ""))


def _give(target: Target, job: Job, plan: ReleasePlan, sleep: Callable[[float], None]) -> bool:
    """Have a job run the image; whether it ran another one."""
    stack, image = job.names.stack(SCHEDULE.noun), plan.image
    given = {logical.IMAGE_PARAMETER: image.address, logical.VERSION_PARAMETER: image.version}
    if not give_parameters(target.aws, stack, given, target.fill(role(job.names.role("release")))):
        return False
    _settled(target.aws, stack, sleep)
    return True
