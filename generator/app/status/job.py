"""The jobs of a service -> which version each runs, and whether a run of it could not be started."""

from __future__ import annotations

from dataclasses import dataclass

from generator.live.alarm import alarms
from generator.live.client import Aws
from generator.live.stack import find_stack
from generator.model.job import Job
from generator.model.service import Service
from generator.naming import JOB_ALARM, logical
from generator.resources.job_task import UNRELEASED
from generator.resources.undelivered import MEASURE
from generator.stacks.job import SCHEDULE


@dataclass(frozen=True)
class JobState:
    """One job."""

    name: str
    is_deployed: bool
    version: str
    """That of the release that gave it its image last; empty before the first."""
    schedule: str
    """When it runs, and in which time zone, as the spec has it."""
    is_undelivered: bool = False
    """Whether the alarm is firing that tells of a run which could not be started."""


def job_states(aws: Aws, service: Service) -> tuple[JobState, ...]:
    """In the spec's order; two calls for each."""
    return tuple(job_state(aws, job) for job in service.jobs)


def job_state(aws: Aws, job: Job) -> JobState:
    """One of them."""
    when = f"{job.schedule.schedule} {job.schedule.timezone}"
    stack = find_stack(aws, job.names.stack(SCHEDULE.noun))
    if stack is None:
        return JobState(job.name, is_deployed=False, version="", schedule=when)
    version = stack.parameters.get(logical.VERSION_PARAMETER, UNRELEASED)
    found = alarms(aws, [job.names.alarm(JOB_ALARM, MEASURE)])
    return JobState(
        job.name,
        is_deployed=True,
        version="" if version == UNRELEASED else version,
        schedule=when,
        is_undelivered=any(alarm.is_firing for alarm in found),
    )
