"""One environment -> how it is: all its parts are asked of AWS at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from generator.app.deploy.desired import DesiredStack, wanted
from generator.app.run.target import Target
from generator.app.status.address import environment_address
from generator.app.status.alarm import AlarmState, alarm_state
from generator.app.status.job import JobState, job_states
from generator.app.status.part import Part, part
from generator.app.status.pipeline import PipelineState, pipeline_state
from generator.app.status.release import ReleaseState, release_state
from generator.app.status.service import ServiceState, service_state
from generator.app.status.stack import StackState, stack_state
from generator.app.status.traffic import TrafficState, traffic_state
from generator.live.client import Aws
from generator.model.project import Project

_THREADS = 16
"""More than there are parts and stacks: none waits for another."""
_NO_JOBS: Part[tuple[JobState, ...]] = Part(())


@dataclass(frozen=True)
class Status:
    """Everything about one environment, as AWS has it now."""

    project: Project
    account: str
    stacks: Part[tuple[StackState, ...]]
    pipeline: Part[PipelineState]
    release: Part[ReleaseState]
    service: Part[ServiceState]
    traffic: Part[TrafficState]
    alarms: Part[AlarmState]
    jobs: Part[tuple[JobState, ...]] = _NO_JOBS
    """Of the service."""
    has_pipeline: bool = True
    """Whether the spec gives the service one."""
    answers: bool = True
    """Whether it is of a service that the load balancer sends requests to."""

    @property
    def parts(self) -> Iterator[tuple[str, Part[object]]]:
        """Every part with its name, in the order in which they are shown."""
        yield "service", self.service
        yield "release", self.release
        yield "traffic", self.traffic
        yield "pipeline", self.pipeline
        yield "alarms", self.alarms
        yield "jobs", self.jobs
        yield "stacks", self.stacks

    @property
    def url(self) -> str:
        """Where the service answers; empty when nobody knows, and where it does not."""
        if not self.answers:
            return ""
        traffic = self.traffic.value
        return environment_address(
            self.project, traffic.load_balancer.dns_name if traffic else "", traffic.listener if traffic else None
        )


def status(target: Target) -> Status:
    """Ask AWS. What it refuses stands in the parts, and is not raised."""
    aws, asked = target.aws, target.service
    stacks = wanted(target.result.build, target.project)
    with ThreadPoolExecutor(_THREADS) as pool:
        # Each part is several calls one after the other, so they begin before the stacks, which are one call each.
        pipeline = pool.submit(part, lambda: pipeline_state(aws, asked) if asked.release.pipeline else None)
        release = pool.submit(part, lambda: release_state(aws, asked))
        service = pool.submit(part, lambda: service_state(aws, asked))
        traffic = pool.submit(part, lambda: traffic_state(aws, asked) if asked.answers else None)
        alarms = pool.submit(part, lambda: alarm_state(aws, asked))
        jobs = pool.submit(part, lambda: job_states(aws, asked))
        return Status(
            project=target.project,
            account=target.caller.account,
            stacks=part(lambda: _stacks(pool, aws, stacks)),
            pipeline=pipeline.result(),
            release=release.result(),
            service=service.result(),
            traffic=traffic.result(),
            alarms=alarms.result(),
            jobs=jobs.result(),
            has_pipeline=asked.release.pipeline,
            answers=asked.answers,
        )


def _stacks(pool: ThreadPoolExecutor, aws: Aws, stacks: Sequence[DesiredStack]) -> tuple[StackState, ...]:
    return tuple(pool.map(lambda stack: stack_state(aws, stack), stacks))
