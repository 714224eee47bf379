"""A ``PausePlan`` -> done: the pause answered, and the end of the way back awaited."""

from __future__ import annotations

import time
from collections.abc import Callable

from generator.app.engine.catalog import releases_in
from generator.app.pause.plan import CONTINUE, PausePlan
from generator.app.rollback.run import await_rollback
from generator.app.run.target import Target
from generator.errors import OutsideError


def run(
    target: Target,
    plan: PausePlan,
    tell: Callable[[str], None],
    *,
    waits: bool,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Do what the plan says; ``tell`` hears of each step.

    Raises OutsideError when AWS refuses, when it waits no more, or when the traffic does not come back.
    """
    releases = releases_in(target.aws, target.service)
    name = plan.deployment.name
    for pause in plan.pauses:
        if not releases.go_on(plan.deployment.id, pause.hook, plan.action):
            hint = f"`{target.command('status')}` shows where it is"
            raise OutsideError(f"cannot answer {name}", "it does not wait any more", hint)
    tell(f"{name} goes on" if plan.action == CONTINUE else f"{name} is being taken back")
    if plan.awaits(waits=waits):
        await_rollback(target, plan.deployment, plan.leads_to, tell, sleep)
