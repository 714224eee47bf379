"""The queue of a worker, and the queue of the messages that it could not work on.

Both are encrypted with SQS's own key, which no sender needs a grant for: a queue that says nothing has it since 2022
(https://aws.amazon.com/blogs/compute/announcing-server-side-encryption-with-amazon-simple-queue-service-managed-encryption-keys-sse-sqs-by-default/).
With the environment's key, each sender would need one: a topic, a bucket or a bus in the key's policy, and every other
service in its role.
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import GetAtt, Ref
from troposphere.sns import SubscriptionResource
from troposphere.sqs import Queue as SqsQueue
from troposphere.sqs import QueuePolicy, RedrivePolicy

from generator.cfn import arn
from generator.model.queue import Queue
from generator.model.service import Service
from generator.model.topic import is_arn
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


def queue_policies(service: Service, asked: Queue) -> Iterator[QueuePolicy]:
    """Nobody reaches either without TLS; SNS sends what is published to the topics that the queue subscribes to."""
    topics = [topic_arn(service, topic) for topic in asked.subscribe]
    for title, of, senders in (
        (logical.QUEUE_POLICY, logical.QUEUE, topics),
        (logical.DEAD_LETTERS_POLICY, logical.DEAD_LETTERS, ()),
    ):
        yield QueuePolicy(title, Queues=[Ref(of)], PolicyDocument=tls_only(GetAtt(of, "Arn"), senders))


def subscriptions(service: Service, asked: Queue) -> Iterator[SubscriptionResource]:
    """Once the queue lets SNS in: what is published before that would be lost without a word.

    Of a FIFO topic, too: https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html.
    """
    raw = {"RawMessageDelivery": True} if asked.raw else {}
    for topic in asked.subscribe:
        yield SubscriptionResource(
            logical.queue_subscription(topic),
            TopicArn=topic_arn(service, topic),
            Protocol="sqs",
            Endpoint=GetAtt(logical.QUEUE, "Arn"),
            **raw,
            DependsOn=logical.QUEUE_POLICY,
        )


def topic_arn(service: Service, topic: str) -> Any:
    """By its name, and not by an export: a topic goes with a line of the spec, and an export that is used cannot."""
    return topic if is_arn(topic) else arn.regional("sns", service.project.names.service_topic(topic))
