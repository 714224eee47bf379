"""What AWS runs now, and the release that is wanted -> the steps back to it, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.app.engine.catalog import releases_in, shifter
from generator.app.rollback import obstacle
from generator.app.rollback.alarm import words
from generator.app.rollback.candidate import is_release, release_of
from generator.app.rollback.commit import Source, commit_of, pushed_image
from generator.app.rollback.start import (
    DeploymentStart,
    ImageStart,
    PipelineStart,
    Start,
    deployment_start,
    image_start,
)
from generator.app.run.target import Chosen, Target
from generator.app.status.part import part
from generator.app.status.service import ServiceState, service_state, version_of
from generator.errors import SpecError
from generator.live.alarm import LiveAlarm, alarms
from generator.live.deployment import Deployment, DeploymentProgress
from generator.live.pipeline import Pipeline, find_pipeline
from generator.model.service import Service

_NO_PROGRESS = DeploymentProgress((), ())


@dataclass(frozen=True)
class Wish:
    """What is asked for."""

    release: str = ""
    """A Git tag; empty for the way out of the deployment that runs."""
    despite_alarms: bool = False
    with_before: bool = False
    """Whether what the spec runs before a release runs before this one, too."""
    sources: tuple[Source, ...] = ()
    """Who is asked for the commit of a tag."""


@dataclass(frozen=True)
class RollbackPlan:
    """What is going to be done."""

    deployment: Deployment | None
    """The one that runs. A release is stopped; a rollback is only waited for."""
    progress: DeploymentProgress
    """How far it is."""
    leads_to: str
    """The release that traffic is on when it has been taken back; empty when nobody knows."""
    start: Start | None
    """What is started afterwards; None when stopping is all."""
    notes: tuple[str, ...]
    """What a person should know before agreeing."""
    firing: tuple[LiveAlarm, ...] = ()
    """The alarms that stop releases and are on now, as far as a release is started."""
    answers: bool = True
    """Whether it is of a service that has traffic."""

    @property
    def stops(self) -> bool:
        """Whether a release is stopped."""
        return self.deployment is not None and not self.deployment.rolls_back

    def awaits(self, *, waits: bool) -> bool:
        """Whether the end of the deployment that runs is awaited: a group takes no second one before."""
        return self.deployment is not None and (waits or isinstance(self.start, DeploymentStart | ImageStart))

    def steps(self, *, waits: bool) -> tuple[str, ...]:
        """In words, in order; ``waits`` is whether the end of what is done is awaited."""
        steps = []
        if self.deployment and self.stops:
            what = "all traffic goes" if self.answers else "its tasks go"
            there = f": {what} back to {self.leads_to}" if self.leads_to else ""
            steps.append(f"stop the deployment {self.deployment.name}{_split(self.progress)}{there}")
        if self.deployment and self.awaits(waits=waits):
            which = "that" if self.stops else f"the rollback {self.deployment.name}, which runs already,"
            steps.append(f"wait until {which} has ended")
        if self.start:
            steps.append(self.start.words)
        if isinstance(self.start, DeploymentStart | ImageStart) and waits:
            steps.append(f"wait until {self.start.release} has all traffic and the deployment has ended")
        return tuple(steps)


def refuse_wish(chosen: Chosen, wish: Wish) -> None:
    """Raises SpecError for what the spec has not, with what to do instead."""
    service, release = chosen.service, wish.release
    engine = shifter(service)
    if release and not is_release(release, service):
        raise SpecError([obstacle.no_release(service, release)])
    if wish.with_before and not service.release.before:
        raise SpecError([obstacle.nothing_before(chosen, release)])
    if wish.despite_alarms and engine.ignores_firing_alarms:
        raise SpecError([obstacle.needs_no_despite(chosen, release, engine.name)])


def plan(target: Target, wish: Wish) -> RollbackPlan:
    """The way back to a release, or out of the deployment that runs, for a wish that the spec does not refuse.

    Raises SpecError when there is no such way, with what to do instead.
    """
    aws, service, release = target.aws, target.service, wish.release
    pipeline = None
    if release and service.release.pipeline:
        pipeline = _pipeline(target, wish)
    releases = releases_in(aws, service)
    running = releases.running()
    # In an emergency, a permission that only makes the words better must not be in the way of stopping.
    state = part(lambda: service_state(aws, service)).value
    current = release_of(state.version, service) if state else ""
    if not running:
        if not release or release == current:
            raise SpecError([obstacle.idle(target, release, current)])
        made = RollbackPlan(None, _NO_PROGRESS, "", None, _notes(service, pipeline, None))
        return _with_start(target, wish, made, _serving(service, state))
    # The rollback, where its release is still there beside it.
    deployment = max(running, key=lambda each: bool(each.rolls_back))
    found = part(lambda: releases.progress(deployment.id)).value or _NO_PROGRESS
    # In a rollback, the original tasks are those of the release that it takes back.
    leads_to = "" if deployment.rolls_back else original(service, state, found)
    notes = _notes(service, pipeline, deployment)
    made = RollbackPlan(deployment, found, leads_to, None, notes, answers=service.answers)
    if release and release == leads_to:
        return replace(made, notes=(*made.notes, f"{release} runs again then: nothing to start"))
    if not release:
        return made
    # Once it is stopped, the original tasks serve again; once a rollback has ended, the others do.
    part_that_stays = "replacement" if deployment.rolls_back else "original"
    serving = next((share.target_group for share in found.shares if share.part == part_that_stays), "")
    return _with_start(target, wish, made, serving)


def _pipeline(target: Target, wish: Wish) -> Pipeline | None:
    """The one that releases, unless that is done despite alarms. Raises SpecError when it cannot."""
    if wish.despite_alarms:
        obstacle.refuse_without_image(target, wish.release)
        return None
    found = find_pipeline(target.aws, target.service.names.pipeline)
    obstacle.refuse_start(target, found, wish.release)
    return found


def _with_start(target: Target, wish: Wish, made: RollbackPlan, serving: str) -> RollbackPlan:
    """The plan, with how the release is started; ``serving`` is the target group that has the traffic by then."""
    aws, release = target.aws, wish.release
    releases = releases_in(aws, target.service)
    if wish.despite_alarms:
        watched = releases.alarms()
        asked = part(lambda: alarms(aws, watched or ()))
        firing = tuple(alarm for alarm in asked.value or () if alarm.is_firing)
        # An alarm of which nobody knows whether it fires is not heeded.
        start = deployment_start(target, release, watched, firing, "" if asked.refusal else serving)
        note = "the pipeline neither shows that deployment nor asks anybody to approve it"
        has_pipeline = target.service.release.pipeline
        return replace(made, start=start, notes=(*made.notes, *([note] if has_pipeline else [])), firing=firing)
    notes = list(made.notes)
    looked = part(lambda: _firing(target))
    firing = looked.value or ()
    if looked.refusal:
        notes.append(f"whether an alarm would stop {release} is unknown: {looked.refusal.why}")
    elif firing and releases.ignores_firing_alarms:
        told = "; ".join(map(words, firing))
        notes.append(
            f"{told}: {releases.name} leaves out of a whole release what is on when it begins, so that does not stop it"
        )
    elif firing and not made.deployment:
        raise SpecError([obstacle.alarms_fire(target, release, firing)])
    elif firing:
        told = "; ".join(map(words, firing))
        notes.append(f"{told}: if that goes on, it stops {release} too, and --despite-alarms is the way")
    if not target.service.release.pipeline:
        return replace(made, start=image_start(target, release), notes=tuple(notes), firing=firing)
    notes += _about_before(target.service, with_before=wish.with_before)
    if target.service.is_pushed:
        by_pipeline = PipelineStart(release, pushed_image(target, release), is_image=True)
    else:
        by_pipeline = PipelineStart(release, commit_of(release, wish.sources), wish.with_before)
    return replace(made, start=by_pipeline, notes=tuple(notes), firing=firing)


def _about_before(service: Service, *, with_before: bool) -> list[str]:
    """What ran before later releases is there still: an older version meets it."""
    if not service.release.before:
        return []
    now = "" if with_before else "; nothing runs before this release (--with-before would)"
    return [f"nothing takes back what release.before did for the versions since{now}"]


def _firing(target: Target) -> tuple[LiveAlarm, ...]:
    """The alarms that stop releases and that are on."""
    found = alarms(target.aws, releases_in(target.aws, target.service).alarms() or ())
    return tuple(alarm for alarm in found if alarm.is_firing)


def _serving(service: Service, state: ServiceState | None) -> str:
    """The name of the target group that has the traffic; empty when nobody knows."""
    primary = state.service.primary if state else None
    for route in primary.routes if primary else ():
        for name in service.names.target_groups:
            if f":targetgroup/{name}/" in route.target_group:
                return name
    return ""


def original(service: Service, state: ServiceState | None, found: DeploymentProgress) -> str:
    """The release that the original tasks of a deployment run; empty when nobody knows."""
    if state is None:
        return ""
    if not service.answers:  # What a deployment comes from is named before what it leads to.
        first = next(iter(state.service.task_sets), None)
        version = version_of(state.containers.get(first.task_definition)) if first else ""
        return release_of(version, service) or "what ran before the first release"
    groups = [f":targetgroup/{share.target_group}/" for share in found.shares if share.part == "original"]
    for task_set in state.service.task_sets:
        if any(group in route.target_group for route in task_set.routes for group in groups):
            version = version_of(state.containers.get(task_set.task_definition))
            return release_of(version, service) or "what ran before the first release"
    return ""


def _notes(service: Service, pipeline: Pipeline | None, deployment: Deployment | None) -> tuple[str, ...]:
    notes = []
    if deployment and service.release.pipeline:
        notes.append("the pipeline's stage Deploy ends red, as it does for every release that is stopped")
    if pipeline is None:
        return tuple(notes)
    notes += [
        f"the stage {stage.name} is at work on another run, which is released first"
        for stage in pipeline.stages
        if stage.status == "InProgress" and not (deployment and stage.name == "Deploy")
    ]
    notes += [
        f"no run may enter the stage {stage.name}: {stage.disabled}" for stage in pipeline.stages if stage.disabled
    ]
    if service.environment.approval:
        notes.append("the new run waits for a person before it deploys")
    return tuple(notes)


def _split(found: DeploymentProgress) -> str:
    share = next((share for share in found.shares if share.part == "replacement"), None)
    if share and not share.target_group:
        return f", which has {share.running} new tasks"
    return f", which has {share.percent:g} % of the traffic on its new tasks" if share else ""
