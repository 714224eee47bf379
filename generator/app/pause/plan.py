"""What AWS runs now -> the answer to its pause, in steps; or why there is nothing to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from generator.app.engine.catalog import releases_in, shifter
from generator.app.engine.releases import Releases
from generator.app.rollback.plan import original
from generator.app.run.target import Chosen, Target
from generator.app.status.part import part
from generator.app.status.service import service_state
from generator.errors import SpecError
from generator.gitflow.step import fault
from generator.live.deployment import Deployment, DeploymentProgress, Pause
from generator.problems import Problem

CONTINUE, ROLLBACK = "CONTINUE", "ROLLBACK"
"""The answers, as ContinueServiceDeployment takes them."""
_NO_PROGRESS = DeploymentProgress((), ())


@dataclass(frozen=True)
class PausePlan:
    """What is going to be done."""

    deployment: Deployment
    """The one that waits."""
    progress: DeploymentProgress
    """How far it is."""
    action: str
    """``CONTINUE`` or ``ROLLBACK``."""
    leads_to: str
    """The release that traffic is on when it has been taken back; empty when nobody knows."""

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Those that are answered: one is enough for the way back."""
        return self.deployment.pauses if self.action == CONTINUE else self.deployment.pauses[:1]

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know before agreeing."""
        if self.action == ROLLBACK:
            return ("the pipeline's stage Deploy ends red, as it does for every release that is stopped",)
        return tuple(
            f"without an answer until {each.expires.astimezone(UTC):%Y-%m-%d %H:%M}Z it {_THEN[each.then]}"
            for each in self.pauses
            if each.expires and each.then in _THEN
        )

    def awaits(self, *, waits: bool) -> bool:
        """Whether its end is awaited: of the way back alone, since the way on may take hours."""
        return waits and self.action == ROLLBACK

    def steps(self, *, waits: bool) -> tuple[str, ...]:
        """In words, in order."""
        at = f" at {self.progress.step.name}" if self.progress.step else ""
        share = next((share for share in self.progress.shares if share.part == "replacement"), None)
        split = f", with {share.percent:g} % of the traffic on its new tasks" if share else ""
        where = f"which waits{at}{split}"
        if self.action == CONTINUE:
            return (f"let the deployment {self.deployment.name} go on, {where}",)
        there = f": all traffic goes back to {self.leads_to}" if self.leads_to else ""
        back = f"take back the deployment {self.deployment.name}, {where}{there}"
        return (back, "wait until that has ended") if self.awaits(waits=waits) else (back,)


_THEN = {CONTINUE: "goes on by itself", ROLLBACK: "is taken back"}


def refuse_pause(chosen: Chosen) -> None:
    """Raises SpecError for an engine that waits for nobody."""
    engine = shifter(chosen.service)
    if not engine.can_pause:
        message = f"is released by {engine.name}, which waits for nobody in the middle of a release"
        mend = (
            f"{chosen.command('rollback')} stops one; an approval is answered in the pipeline; with release.engine: "
            "ecs, release.pause makes a release wait"
        )
        raise SpecError([fault(chosen.service.names.base, message, "no-pause", mend)])


def plan(target: Target, action: str) -> PausePlan:
    """The answer to the release that waits. Raises SpecError when none does, with what to do instead."""
    releases = releases_in(target.aws, target.service)
    running = releases.running()
    deployment = next((each for each in running if each.pauses), None)
    if deployment is None:
        raise SpecError([_not_paused(target, releases, running)])
    # What only makes the words better must not be in the way.
    progress = part(lambda: releases.progress(deployment.id)).value or _NO_PROGRESS
    state = part(lambda: service_state(target.aws, target.service)).value
    return PausePlan(deployment, progress, action, original(target.service, state, progress))


def _not_paused(target: Target, releases: Releases, running: tuple[Deployment, ...]) -> Problem:
    """Nothing is released, or it does not wait."""
    if not running:
        message, mend = "has no release that waits", f"{target.command('status')} shows what runs"
        return fault(target.service.names.base, message, "not-paused", mend)
    [deployment, *_] = running
    step = (part(lambda: releases.progress(deployment.id)).value or _NO_PROGRESS).step
    at = f" at {step.name}" if step else ""
    message = f"has no release that waits: the deployment {deployment.name} is {deployment.status}{at}"
    mend = f"{target.command('status')} --watch says when it does; {target.command('rollback')} takes it back"
    return fault(target.service.names.base, message, "not-paused", mend)
