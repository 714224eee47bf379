"""The queue of each job -> the runs that could not be started within an hour, and where it says why."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.count import counted
from generator.live.queue import find_queue
from generator.stacks.job import JOB


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    for each in context.jobs:
        yield _of_job(each)


def _of_job(context: DiagnosisContext) -> Finding:
    name, queue = context.workload.name, context.workload.names.undelivered
    if context.stack(JOB.noun) is None:
        return not_yet(f"the queue {queue} comes with {context.workload.names.stack(JOB.noun)}")
    found = context.ask(find_queue, queue)
    if found is None:
        what = f"the queue {queue} is gone: nothing tells of a run of {name} that cannot be started"
        mend = f"make it anew with {context.destroy()} && {context.deploy}, then release {context.service.name}"
        return failed(what, "GetQueueUrl: none of that name", mend)
    if not found.messages:
        return ok(f"no run of {name} waits in {queue}: each could be started")
    read = context.aws("sqs receive-message", f"--queue-url {found.url}", "--message-attribute-names All")
    empty = context.aws("sqs purge-queue", f"--queue-url {found.url}")
    return failed(
        f"{counted(found.messages, 'run')} of {name} could not be started",
        f"GetQueueAttributes: {counted(found.messages, 'message')} in {queue}",
        f"{read} says why, in ERROR_MESSAGE; {context.run_job()} starts one now; then {empty}",
    )


CHECK = Check(
    "undelivered-runs",
    "runs that could not be started",
    "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
    _examine,
)
