"""A job -> a run of it by hand, as its schedule would start it, with what it writes and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from generator.app.engine.task_network import task_network
from generator.app.run.target import Target
from generator.errors import OutsideError
from generator.live.client import AwsError
from generator.live.log_event import LogEvent, events
from generator.live.run import STOPPED, Run, RunRequest, look, start
from generator.live.stack import find_stack
from generator.model.job import Job
from generator.naming import logical
from generator.resources.job_task import TIMED_OUT, TIMEOUT, UNRELEASED
from generator.resources.task_definition import LOG_STREAM_PREFIX
from generator.stacks.job import SCHEDULE, SECURITY_GROUPS, TASK_DEFINITION

_LATE = timedelta(seconds=30)
"""How far back each look at the log begins: lines may arrive in another order than they were written."""


@dataclass(frozen=True)
class Started:
    """A run that has begun, and the version that it is of."""

    arn: str
    version: str


def begin(target: Target, job: Job) -> Started:
    """What the deployed schedule starts, where it starts it. Raises OutsideError where there is nothing to run."""
    what = f"cannot run {job.name}"
    stack = find_stack(target.aws, job.names.stack(SCHEDULE.noun))
    network = task_network(job.service, partial(find_stack, target.aws)) if stack else None
    if not (stack and network):
        raise OutsideError(what, "it is not deployed", f"`{target.command('deploy')}` deploys it")
    version = stack.parameters.get(logical.VERSION_PARAMETER, UNRELEASED)
    if version == UNRELEASED:
        why = f"no release of {job.service.name} has given it an image yet"
        raise OutsideError(what, why, "release first: the job gets its image once the release has succeeded")
    request = RunRequest(
        cluster=job.names.environment.cluster,
        task_definition=stack.outputs[TASK_DEFINITION],
        subnets=network.subnets,
        security_groups=(network.security_group, *filter(None, stack.outputs.get(SECURITY_GROUPS, "").split(","))),
        is_public=not job.project.network.has_private_tasks,
    )
    return Started(start(target.aws, request), version)


def follow(
    target: Target, job: Job, started: Started, tell: Callable[[LogEvent], None], pause: Callable[[], None]
) -> Run:
    """The run as it has ended; each line that it writes is told once, and ``pause`` waits between two looks."""
    aws, seen = target.aws, dict[str, datetime]()
    since = datetime.now(UTC) - _LATE
    while True:
        run = look(aws, job.names.environment.cluster, started.arn)
        for event in _written(target, job, run, since):
            if event.id not in seen:
                tell(event)
                seen[event.id] = event.time
        if run.status == STOPPED:
            return run
        since = max([since, *(time - _LATE for time in seen.values())])
        pause()


def _written(target: Target, job: Job, run: Run, since: datetime) -> tuple[LogEvent, ...]:
    """Of the job's own container; none before it has written a line, when there is no stream yet."""
    stream = f"{LOG_STREAM_PREFIX}/{job.names.container}/{run.id}"
    try:
        return tuple(events(target.aws, job.names.log_group, since, [stream]))
    except AwsError as refusal:
        if refusal.code == "ResourceNotFoundException":
            return ()
        raise


def outcome(job: Job, run: Run) -> tuple[int | None, str]:
    """The exit code of the job's own container, None where it never had one, and what became of the run in words."""
    code = run.exit_codes.get(job.names.container)
    if run.exit_codes.get(TIMEOUT) == TIMED_OUT:
        return code or TIMED_OUT, f"stopped: it took longer than {job.schedule.timeout} minutes"
    if code is None:
        return None, f"never began: {run.reason}"
    return code, "ended" if code == 0 else f"failed with exit code {code}"
