"""The schedule of each job -> where it is not on or off as its release says, or not what the spec says."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.iam.arn import role
from generator.live.schedule import LiveSchedule, find_schedule
from generator.naming import logical
from generator.resources.job_task import UNRELEASED
from generator.stacks.job import SCHEDULE


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    for each in context.jobs:
        yield from _of_job(each)


def _of_job(context: DiagnosisContext) -> Iterator[Finding]:
    names = context.workload.names
    stack = context.stack(SCHEDULE.noun)
    if stack is None:
        yield not_yet(f"the schedule of {context.workload.name} comes with {names.stack(SCHEDULE.noun)}")
        return
    found = context.ask(find_schedule, names.schedule, names.schedule)
    if found is None:
        what = f"the schedule {names.schedule} is gone, and no update of its stack makes it anew"
        anew = f"{context.destroy()} && {context.deploy}, then release {context.service.name}"
        yield failed(what, "GetSchedule: none of that name", anew)
        return
    yield from _differences(context, found)
    yield _state(context, found, stack.parameters.get(logical.VERSION_PARAMETER, UNRELEASED))


def _state(context: DiagnosisContext, found: LiveSchedule, version: str) -> Finding:
    """The template turns it on with the first version: who turned it off since was no release."""
    name = context.workload.name
    if version == UNRELEASED and found.is_on:
        what = f"the schedule of {name} is on, and no release has given it an image yet"
        return failed(what, "GetSchedule: ENABLED", f"turn it off: {_console(context)}")
    if version == UNRELEASED:
        return not_yet(f"{name} waits for the first release of {context.service.name} that succeeds")
    if not found.is_on:
        what = f"the schedule of {name} is off, although it has {version}: it runs at no time"
        return failed(what, "GetSchedule: DISABLED", f"turn it on: {_console(context)}; the next release does so too")
    return ok(f"{name} is on with {version}: {found.expression} {found.timezone}")


def _differences(context: DiagnosisContext, found: LiveSchedule) -> Iterator[Finding]:
    assert context.job
    name, wanted = context.job.name, context.job.schedule
    live, spec = f"{found.expression} {found.timezone}", f"{wanted.schedule} {wanted.timezone}"
    if live != spec:
        yield failed(f"{name} runs at {live}, and the spec says {spec}", "GetSchedule", context.deploy)
    its = context.fill(role(context.job.names.role("scheduler")))
    if found.role != its:
        yield failed(f"{name} is started with the role {found.role}, and not with {its}", "GetSchedule", context.deploy)


def _console(context: DiagnosisContext) -> str:
    region, name = context.project.region, context.workload.names.schedule
    return f"https://{region}.console.aws.amazon.com/scheduler/home?region={region}#schedules/{name}/{name}"


CHECK = Check(
    "job-schedule",
    "the schedules of jobs",
    "https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-state.html",
    _examine,
)
