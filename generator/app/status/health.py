"""A ``Status`` -> whether the environment is well: what is bad, and what nobody could say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.app.status.colour import colours
from generator.app.status.environment import Status
from generator.app.status.stack import StackState


@dataclass(frozen=True)
class Health:
    """The verdict."""

    faults: tuple[str, ...]
    """What is bad, in a few words each."""
    unknown: tuple[str, ...]
    """The parts that could not be asked."""

    @property
    def is_well(self) -> bool:
        """Whether everything was asked and nothing is bad."""
        return not self.faults and not self.unknown


def health(status: Status) -> Health:
    """Bad is a stack that failed or is missing, a stage that failed, a firing alarm, traffic without a healthy target.

    What CloudFormation took back in good order (``UPDATE_ROLLBACK_COMPLETE``) still runs, and is not bad.
    """
    return Health(
        faults=tuple(_faults(status)),
        unknown=tuple(name for name, part in status.parts if part.refusal),
    )


def _faults(status: Status) -> Iterator[str]:
    yield from stack_faults(status.stacks.value or ())
    if status.pipeline.value:
        for stage in status.pipeline.value.failed:
            yield f"the pipeline's stage {stage.name} failed"
    firing = status.alarms.value.firing if status.alarms.value else ()
    for alarm in firing:
        yield f"the alarm {alarm.name} is firing"
    if status.release.value and status.release.value.deployment:
        for alarm in status.release.value.ignored(firing):
            began = status.release.value.deployment.name
            yield f"the alarm {alarm.name} fired before the deployment {began} began: nothing stops that for it"
    for job in status.jobs.value or ():
        if job.is_undelivered:
            yield f"a run of the job {job.name} could not be started"
    for colour in colours(status):
        if colour.has_traffic and colour.healthy == 0:
            yield f"{colour.name} gets traffic and has no healthy target"
    service = status.service.value.service if status.service.value else None
    if not status.answers and service and service.desired and not service.running:
        yield f"none of {service.desired} tasks runs"
    traffic = status.traffic.value
    if traffic and traffic.rule is None:
        yield "no rule of the load balancer sends traffic to a target group"


def stack_faults(stacks: Sequence[StackState]) -> Iterator[str]:
    """The stacks that failed, and those that are missing."""
    for stack in stacks:
        if stack.is_bad:
            yield f"the stack {stack.name} is {stack.status}"
    missing = [stack.name for stack in stacks if not stack.status]
    if missing and len(missing) == len(stacks):
        yield "nothing is deployed"
    elif missing:
        yield f"not deployed: {', '.join(missing)}"
