"""A ``Status`` -> a page for people: the verdict, then what users get, at last what carries it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from generator.app.status.colour import colours
from generator.app.status.health import health
from generator.cli.text import word
from generator.cli.text.complaint import printable
from generator.cli.text.status_table import colour_table

if TYPE_CHECKING:
    from generator.app.status.environment import Status
    from generator.app.status.health import Health
    from generator.app.status.part import Part
    from generator.app.status.pipeline import PipelineState
    from generator.app.status.stack import StackState
    from generator.live.deployment import Deployment, TrafficShare
    from generator.live.pipeline import PipelineStage

LABEL = 10
"""Columns of the words at the left."""
_FAILED_TASKS = 3
"""As many as are shown: they mostly fail for the same reason."""
NOT_DEPLOYED = "not deployed"
_ALARMS = {"ALARM": "firing", "OK": "OK", "INSUFFICIENT_DATA": "without data"}


def status_page(status: Status) -> str:
    """Everything, in several lines and in colour."""
    project = status.project
    name = click.style(f"{project.name} {project.environment.name}", bold=True)
    lines = [f"{name}: account {status.account}, {project.region}", status.url or word.dim(_no_address(status)), ""]
    for label, section in (
        ("health", health_lines(health(status), has_stacks=any(each.status for each in status.stacks.value or ()))),
        ("version", _version(status)),
        ("release", _release(status)),
        ("traffic", _traffic(status)) if status.answers else ("tasks", _tasks(status)),
        ("pipeline", _pipeline(status)),
        ("alarms", _alarms(status)),
        ("jobs", _jobs(status)),
        ("stacks", stack_lines(status.stacks)),
    ):
        lines += [f"{'' if number else label:<{LABEL}}{text}" for number, text in enumerate(section)]
    return "\n".join(lines)


def _no_address(status: Status) -> str:
    return "no address yet" if status.answers else "no address: no load balancer sends it requests"


def _version(status: Status) -> Iterator[str]:
    state = status.service.value
    if state is None or state.container is None:
        yield word.unknown(status.service) or word.dim(NOT_DEPLOYED)
    elif not state.version:
        yield "none yet: what runs waits for the first release"
    else:
        image = state.image.value
        tags = f"{', '.join(image.tags)} " if image and image.tags else ""
        name = state.container.digest or state.container.image
        yield f"{click.style(printable(state.version), bold=True)}, image {printable(tags + name)}"
        if state.image.refusal:
            yield word.dim(f"the image's tag is unknown: {state.image.refusal.why}")


def _release(status: Status) -> Iterator[str]:
    state = status.release.value
    if state is None:
        yield word.unknown(status.release) or word.dim(NOT_DEPLOYED)
        return
    if state.deployment is None:
        yield word.dim("none yet")
        return
    yield from _deployment(state.deployment)
    if state.taken_back:
        yield f"it takes back {state.taken_back.name}:"
        yield from _deployment(state.taken_back)
    if state.deployment.is_running and state.deployment.is_waiting_to_end:
        there = "all traffic is on the new tasks" if status.answers else "the new tasks work beside the old ones"
        yield f"{there}; until the old ones end, a rollback is instant"
    for pause in state.deployment.pauses:
        then = {"CONTINUE": "it goes on", "ROLLBACK": "it is taken back"}.get(pause.then, pause.then)
        until = f" until {word.time(pause.expires)}, then {then}" if pause.expires else ""
        yield word.doubtful(
            f"it waits for a person{until}: `canaryform continue` answers, with --rollback takes it back"
        )
    if state.progress:
        steps = [f"{step.name} {word.state(step.status)}" for step in state.progress.steps if step.status != "Pending"]
        shares = [_share(share) for share in state.progress.shares]
        yield from (", ".join(texts) for texts in (steps, shares) if texts)


def _share(share: TrafficShare) -> str:
    if not share.target_group:
        return f"{share.part} {share.running} of {share.desired} tasks"
    return f"{share.part} {share.percent:g} % ({share.target_group})"


def _deployment(deployment: Deployment) -> Iterator[str]:
    what = "rollback" if deployment.rolls_back else "deployment"
    when = f"ended {word.time(deployment.ended)}" if deployment.ended else f"since {word.time(deployment.created)}"
    yield f"{what} {deployment.name} {word.state(deployment.status)}, {when}"
    if deployment.error:
        yield word.bad(deployment.error)
    if deployment.message:
        yield printable(deployment.message)


def _traffic(status: Status) -> Iterator[str]:
    found = colours(status)
    if not found:
        yield word.unknown(status.traffic) or word.dim(NOT_DEPLOYED)
        return
    yield from colour_table(found)
    yield from _failed_tasks(status)


def _tasks(status: Status) -> Iterator[str]:
    """Those of a worker, which has no colours."""
    state = status.service.value
    if state is None:
        yield word.unknown(status.service) or word.dim(NOT_DEPLOYED)
        return
    pending = f", {state.service.pending} pending" if state.service.pending else ""
    yield f"{state.service.running} of {state.service.desired}{pending}"
    yield from _failed_tasks(status)


def _failed_tasks(status: Status) -> Iterator[str]:
    for task in status.service.value.failed[:_FAILED_TASKS] if status.service.value else ():
        yield word.bad(f"a task failed at {word.time(task.stopped)}: {task.reason}")


def _jobs(status: Status) -> Iterator[str]:
    """None where the service has none."""
    if status.jobs.value is None:
        yield word.unknown(status.jobs)
        return
    for job in status.jobs.value:
        version = job.version or "waits for the first release"
        text = f"{job.name} {version if job.is_deployed else NOT_DEPLOYED}, {job.schedule}"
        yield word.bad(f"{text}: a run could not be started") if job.is_undelivered else printable(text)


def _pipeline(status: Status) -> Iterator[str]:
    state = status.pipeline.value
    if not status.has_pipeline:
        yield word.dim("none: `canaryform deploy --image` releases what somebody else has pushed")
        return
    if state is None:
        yield word.unknown(status.pipeline) or word.dim(NOT_DEPLOYED)
        return
    stages = state.pipeline.stages
    yield ", ".join(f"{printable(stage.name)} {word.state(stage.status or 'never ran')}" for stage in stages)
    if state.newest:
        newest = state.newest
        begun = f"{newest.trigger} {word.time(newest.started)}".strip()
        texts = (f"newest run {newest.id} {newest.status}", begun, newest.revision)
        yield word.dim(", ".join(text for text in texts if text))
    if state.is_first_run:
        yield word.dim("that run began when the pipeline was made; where tags trigger, its failure is harmless")
    for stage in stages:
        yield from _stage(stage, state)


def _stage(stage: PipelineStage, state: PipelineState) -> Iterator[str]:
    for action in stage.actions:
        if action.status == "Failed" and stage in state.failed:
            yield word.bad(f"{action.name}: {action.error or action.summary or 'it gave no reason'}")
            if action.url:
                yield printable(action.url)
        if action.is_asking:
            yield word.doubtful(f"{stage.name} waits for a person: {state.pipeline.console_url}")
    if stage.disabled:
        yield word.doubtful(f"nothing may enter {stage.name}: {stage.disabled}")
    if stage.waiting:
        yield printable(f"waiting to enter {stage.name}: {', '.join(stage.waiting)}")


def _alarms(status: Status) -> Iterator[str]:
    state = status.alarms.value
    if state is None:
        yield word.unknown(status.alarms) or word.dim(NOT_DEPLOYED)
        return
    yield word.counts(Counter(_ALARMS.get(alarm.state, alarm.state) for alarm in state.found).items()) or "none"
    for alarm in state.firing:
        yield word.bad(f"{alarm.name} is firing since {word.time(alarm.since)}: {alarm.reason}")
    if state.missing:
        yield word.doubtful(f"{len(state.missing)} missing: {', '.join(state.missing)}")


def stack_lines(part: Part[tuple[StackState, ...]]) -> Iterator[str]:
    """A line for each stack, and below it why it is bad."""
    stacks = part.value
    if stacks is None:
        yield word.unknown(part)
        return
    width = max((len(stack.name) for stack in stacks), default=0)
    for stack in stacks:
        drift = f"; drift expected: {', '.join(stack.moved)}" if stack.status and stack.moved else ""
        yield f"{printable(stack.name):<{width}}  {_stack(stack)}{drift}"
        for reason in stack.reasons:
            yield f"  {word.bad(reason) if stack.is_bad else word.doubtful(reason)}"


def _stack(stack: StackState) -> str:
    if not stack.status:
        return word.doubtful(NOT_DEPLOYED)
    colour = "red" if stack.is_bad else "yellow" if stack.is_busy or stack.reasons else "green"
    return click.style(printable(stack.status), fg=colour)


def health_lines(found: Health, *, has_stacks: bool) -> Iterator[str]:
    """The verdict: ``well``, or what is bad and what is unknown."""
    if found.is_well:
        yield click.style("well", fg="green")
    yield from map(word.bad, found.faults)
    if found.faults and has_stacks:
        yield word.dim("`canaryform doctor` looks for the causes")
    if found.unknown:
        yield word.doubtful(f"unknown: {', '.join(found.unknown)}")
