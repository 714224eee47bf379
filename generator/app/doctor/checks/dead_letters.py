"""The dead-letter queue of a worker -> the messages that it could not work on, and what to do with them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.count import counted
from generator.live.queue import find_queue
from generator.stacks.queue import QUEUE


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    """About how many: SQS counts those alone that nobody has received just now."""
    names = context.workload.names
    if context.stack(QUEUE.noun) is None:
        yield not_yet(f"the queue {names.dead_letters} comes with {names.stack(QUEUE.noun)}")
        return
    found = context.ask(find_queue, names.dead_letters)
    if found is None:
        what = f"the queue {names.dead_letters} is gone: what {context.workload.name} cannot work on is lost"
        mend = f"make it anew with {context.destroy()} && {context.deploy}, which drops what waits in {names.queue}"
        yield failed(what, "GetQueueUrl: none of that name", mend)
    elif not found.messages:
        yield ok(f"no message of {context.workload.name} waits in {names.dead_letters}")
    else:
        yield failed(
            f"{counted(found.messages, 'message')} of {context.workload.name} could not be worked on",
            f"GetQueueAttributes: {counted(found.messages, 'message')} in {names.dead_letters}",
            _ways(context, found.url),
        )


def _ways(context: DiagnosisContext, url: str) -> str:
    names = context.workload.names
    every = "--attribute-names All --message-attribute-names All"
    read = context.aws("sqs receive-message", f"--queue-url {url}", every)
    source = context.fill(f"arn:${{AWS::Partition}}:sqs:${{AWS::Region}}:${{AWS::AccountId}}:{names.dead_letters}")
    back = context.aws("sqs start-message-move-task", f"--source-arn {source}")
    log, drop = context.log(names.log_group), context.aws("sqs purge-queue", f"--queue-url {url}")
    return f"{read} shows some, {log} why; once the worker can do it, {back} gives all back to it; {drop} drops all"


CHECK = Check(
    "dead-letters",
    "messages that a worker could not work on",
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html",
    _examine,
)
