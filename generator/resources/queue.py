"""The queue of a worker, and the queue of the messages that it could not work on.

Both are encrypted with SQS's own key. With the environment's key, each sender would need a grant for it: a topic, a
bucket or a bus in the key's policy, and every other service in its role.
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
"""

from __future__ import annotations

from collections.abc import Iterator

from troposphere import GetAtt, Ref
from troposphere.sqs import Queue as SqsQueue
from troposphere.sqs import QueuePolicy, RedrivePolicy

from generator.cfn import arn
from generator.model.queue import Queue
from generator.model.service import Service
from generator.naming import logical
from generator.policies.queue import tls_only

_DAY = 86_400
RETENTION = 4 * _DAY
"""Seconds that a message waits for a worker, SQS's own default."""
DEAD_LETTER_RETENTION = 14 * _DAY
"""As long as SQS keeps a message. It counts from when the message was sent first, so it has to be more than the other:
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
"""
_LONG_POLL = 20
"""Seconds that an empty answer may take, where a worker does not say: the longest, and the fewest requests."""


def queue(service: Service, asked: Queue) -> SqsQueue:
    """What is received too often goes to the other queue."""
    return SqsQueue(
        logical.QUEUE,
        QueueName=service.names.queue,
        MessageRetentionPeriod=RETENTION,
        ReceiveMessageWaitTimeSeconds=_LONG_POLL,
        RedrivePolicy=RedrivePolicy(
            deadLetterTargetArn=GetAtt(logical.DEAD_LETTERS, "Arn"), maxReceiveCount=asked.tries
        ),
        SqsManagedSseEnabled=True,
        VisibilityTimeout=asked.visibility,
    )


def dead_letters(service: Service) -> SqsQueue:
    """Of this one queue alone."""
    return SqsQueue(
        logical.DEAD_LETTERS,
        QueueName=service.names.dead_letters,
        MessageRetentionPeriod=DEAD_LETTER_RETENTION,
        RedriveAllowPolicy={
            "redrivePermission": "byQueue",
            "sourceQueueArns": [arn.regional("sqs", service.names.queue)],
        },
        SqsManagedSseEnabled=True,
    )


def queue_policies() -> Iterator[QueuePolicy]:
    """Nobody reaches either without TLS."""
    for title, of in ((logical.QUEUE_POLICY, logical.QUEUE), (logical.DEAD_LETTERS_POLICY, logical.DEAD_LETTERS)):
        yield QueuePolicy(title, Queues=[Ref(of)], PolicyDocument=tls_only(GetAtt(of, "Arn")))
