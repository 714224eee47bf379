"""One job in one environment -> how it is: its version, its schedule, its last runs and its stacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.app.deploy.desired import wanted
from generator.app.run.target import Target
from generator.app.status.health import Health, stack_faults
from generator.app.status.job import JobState, job_state
from generator.app.status.part import Part, part
from generator.app.status.stack import StackState, stack_state
from generator.live.run import STOPPED, Run, runs
from generator.live.schedule import LiveSchedule, find_schedule
from generator.model.job import Job


@dataclass(frozen=True)
class JobStatus:
    """Everything about one job, as AWS has it now."""

    job: Job
    account: str
    state: Part[JobState]
    schedule: Part[LiveSchedule]
    runs: Part[tuple[Run, ...]]
    """Those that run, and those that ended within the hour; the newest first."""
    stacks: Part[tuple[StackState, ...]]

    @property
    def is_released(self) -> bool:
        """Whether a release has given it an image."""
        return bool(self.state.value and self.state.value.version)

    @property
    def running(self) -> tuple[Run, ...]:
        """The runs that have not ended."""
        return tuple(run for run in self.runs.value or () if run.status != STOPPED)

    @property
    def last(self) -> Run | None:
        """The newest run that has ended."""
        return next((run for run in self.runs.value or () if run.status == STOPPED), None)

    @property
    def parts(self) -> Iterator[tuple[str, Part[object]]]:
        """Every part with its name, in the order in which they are shown."""
        yield "version", self.state
        yield "schedule", self.schedule
        yield "runs", self.runs
        yield "stacks", self.stacks

    @property
    def health(self) -> Health:
        """Bad is a run that failed or could not start, a schedule that is off, a stack that failed or is missing."""
        return Health(tuple(self._faults()), tuple(name for name, part in self.parts if part.refusal))

    def _faults(self) -> Iterator[str]:
        yield from stack_faults(self.stacks.value or ())
        if self.state.value and self.state.value.is_undelivered:
            yield "a run could not be started"
        if self.is_released and self.schedule.value and not self.schedule.value.is_on:
            yield "its schedule is off, although it has an image"
        if self.last and self.last.is_failed:
            yield "the last run failed"


def job_status(target: Target, job: Job) -> JobStatus:
    """Ask AWS. What it refuses stands in the parts, and is not raised."""
    aws, names = target.aws, job.names
    stacks = [each for each in wanted(target.result.build, target.project) if each.service == job.name]
    return JobStatus(
        job=job,
        account=target.caller.account,
        state=part(lambda: job_state(aws, job)),
        schedule=part(lambda: find_schedule(aws, names.schedule, names.schedule)),
        runs=part(lambda: runs(aws, names.environment.cluster, names.family)),
        stacks=part(lambda: tuple(stack_state(aws, each) for each in stacks)),
    )
