"""The policy of a queue of ours: what its users' own policies let them do, and all of it by TLS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awacs import sqs
from awacs.aws import (
    Action,
    Allow,
    ArnEquals,
    Bool,
    Condition,
    Deny,
    Everybody,
    PolicyDocument,
    Principal,
    Statement,
)

from generator.policies.trust import policy


def tls_only(queue: Any, topics: Sequence[Any] = ()) -> PolicyDocument:
    """A queue's own policy: who may send is said by the roles of those who do, and ``topics`` have none.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
    """
    return policy(
        [
            *([_deliver(queue, topics)] if topics else []),
            Statement(
                Sid="TlsOnly",
                Effect=Deny,
                Principal=Principal(Everybody),
                Action=[Action("sqs", "*")],
                Resource=[queue],
                Condition=Condition(Bool("aws:SecureTransport", "false")),
            ),
        ]
    )


def _deliver(queue: Any, topics: Sequence[Any]) -> Statement:
    """SNS, for just these topics.

    https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
    """
    return Statement(
        Sid="Topics",
        Effect=Allow,
        Principal=Principal("Service", "sns.amazonaws.com"),
        Action=[sqs.SendMessage],
        Resource=[queue],
        Condition=Condition(ArnEquals("aws:SourceArn", list(topics))),
    )
