"""What AWS runs now, and the image that is wanted -> the steps of its release, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from generator.app.engine.catalog import releases_in
from generator.app.release.image import ReleasedImage
from generator.app.run.target import Chosen, Target
from generator.app.status.part import part
from generator.app.status.service import version_of
from generator.errors import OutsideError, SpecError
from generator.gitflow.step import fault
from generator.live.alarm import LiveAlarm, alarms
from generator.live.task_definition import task_definition

_SHORT = 19
"""Of a digest: ``sha256:`` and 12 digits."""


@dataclass(frozen=True)
class ReleasePlan:
    """What is going to be done."""

    image: ReleasedImage
    current: str
    """The version that runs now; empty before the first release."""
    is_running: bool
    """Whether users get that image, as that version, already."""
    jobs: tuple[str, ...]
    """The jobs that get the image once the release has succeeded."""
    notes: tuple[str, ...] = ()

    def steps(self, *, waits: bool) -> tuple[str, ...]:
        """In words, in order; ``waits`` is whether the end is awaited."""
        if self.is_running:
            return self._of_jobs()
        now = f", in the place of {self.current}" if self.current else ", the first"
        steps = [f"release {self.image.version}{now}: the image {self.image.digest[:_SHORT]}"]
        if waits or self.jobs:
            steps.append(f"wait until {self.image.version} has all traffic and the release has ended")
        return (*steps, *self._of_jobs())

    def _of_jobs(self) -> tuple[str, ...]:
        return (f"give the same image to the jobs {', '.join(self.jobs)}",) if self.jobs else ()


def plan(target: Target, image: ReleasedImage) -> ReleasePlan:
    """Raises SpecError where the service has a pipeline or is not there, and OutsideError while a release runs."""
    service = target.service
    refuse_with_pipeline(target)
    releases = releases_in(target.aws, service)
    running = releases.service()
    if running is None:
        message = f"{service.names.ecs_service} is not deployed, so there is nothing to release to"
        raise SpecError([fault(service.names.base, message, "no-service", target.command("deploy"))])
    jobs = tuple(job.name for job in service.jobs)
    container = task_definition(target.aws, running.running_task_definition).container(service.names.container)
    current = version_of(container)
    if container and container.image == image.address and current == image.version:
        return ReleasePlan(image, current, is_running=True, jobs=jobs)
    _refuse_while(target, [each.name for each in releases.running()])
    looked = part(lambda: alarms(target.aws, releases.alarms() or ()))
    notes = [f"whether an alarm would stop it is unknown: {looked.refusal.why}"] if looked.refusal else []
    firing = [alarm for alarm in looked.value or () if alarm.is_firing]
    if firing and not releases.ignores_firing_alarms:
        raise SpecError([fault(image.version, f"would be stopped at once: {_told(firing)}", "alarm", _despite(target))])
    if firing:
        notes.append(f"{_told(firing)}: {releases.name} leaves that out of the whole release")
    return ReleasePlan(image, current, is_running=False, jobs=jobs, notes=tuple(notes))


def refuse_with_pipeline(chosen: Chosen) -> None:
    """Raises SpecError where a pipeline releases: it would release another image with the next push."""
    if chosen.service.release.pipeline:
        message = "has a pipeline, which builds and releases what is pushed"
        mend = "push a tag or to the branch that starts it; or write release: {pipeline: false} and deploy that"
        raise SpecError([fault(chosen.service.names.base, message, "pipeline", mend)])


def _refuse_while(target: Target, running: list[str]) -> None:
    if running:
        why = f"a release is shifting traffic: deployment {running[0]} has not ended"
        hint = f"wait for it (`{target.command('status')} --watch`), or stop it (`{target.command('rollback')}`)"
        raise OutsideError(f"cannot release to {target.project.environment.name}", why, hint)


def _told(firing: list[LiveAlarm]) -> str:
    return ", ".join(f"{alarm.name} fires" for alarm in firing)


def _despite(target: Target) -> str:
    return f"wait until the alarm is over: {target.command('status')} --watch"
