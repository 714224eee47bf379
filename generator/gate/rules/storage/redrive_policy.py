"""Systems -> queues whose dead letters are of another kind, or are gone before anybody has looked at them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.schedule import QUEUE
from generator.gate.system import Resource, System
from generator.gate.value import at, document, is_true, is_unknown, number, text
from generator.problems import Severity

_DEFAULT = 345_600
"""Seconds that a queue keeps a message."""


def _check(system: System) -> Iterator[Finding]:
    for queue in system.of(QUEUE):
        target = at(document(queue.properties.get("RedrivePolicy")), "deadLetterTargetArn")
        dead = system.find(QUEUE, target) if target else None
        if dead is None:
            continue
        if not is_unknown(queue.properties, "FifoQueue") and not is_unknown(dead.properties, "FifoQueue"):
            yield from _of_another_kind(queue, dead)
        yield from _gone_too_soon(queue, dead)


def _of_another_kind(queue: Resource, dead: Resource) -> Iterator[Finding]:
    """https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html."""
    kinds = ["FIFO" if is_true(each.properties, "FifoQueue") else "standard" for each in (queue, dead)]
    if kinds[0] != kinds[1]:
        message = f"is a {kinds[0]} queue, and {dead.id}, its dead-letter queue, is a {kinds[1]} one: SQS refuses that"
        yield Finding(queue, message, ("RedrivePolicy",), severity=Severity.ERROR)


def _gone_too_soon(queue: Resource, dead: Resource) -> Iterator[Finding]:
    """A standard queue's message has the age in the other queue that it had in the first."""
    key = "MessageRetentionPeriod"
    if is_true(queue.properties, "FifoQueue") or any(is_unknown(each.properties, key) for each in (queue, dead)):
        return
    kept, kept_dead = (number(each.properties, key) or _DEFAULT for each in (queue, dead))
    if kept_dead <= kept:
        message = (
            f"keeps dead letters of {queue.id} for {kept_dead:,} s from when they were sent first, and that queue "
            f"keeps messages for {kept:,} s: one that fails late is gone before anybody looks at it"
        )
        path = (key,) if text(dead.properties, key) else ()
        yield Finding(dead, message, path, "14 days are 1209600")


RULE = Rule(
    "redrive-policy",
    "A dead letter outlives the message that it was, in a queue of the same kind.",
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    _check,
    """
 Resources:
   Orders:
     Type: AWS::SQS::Queue
     Properties:
       RedrivePolicy: {deadLetterTargetArn: {"Fn::GetAtt": [Dead, Arn]}, maxReceiveCount: 5}
   Dead:
     Type: AWS::SQS::Queue
     Properties:
+      MessageRetentionPeriod: 1209600
       SqsManagedSseEnabled: true
    """,
    severity=Severity.WARNING,
)
