"""The policy of a queue of ours: what its users' own policies let them do, and all of it by TLS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awacs import sqs
from awacs.aws import (
    Action,
    Allow,
    ArnEquals,
    Condition,
    PolicyDocument,
    Principal,
    Statement,
)

from generator.policies import statement
from generator.policies.trust import policy


def tls_only(queue: Any, topics: Sequence[Any] = ()) -> PolicyDocument:
    """A queue's own policy: who may send is said by the roles of those who do, and ``topics`` have none.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
    """
    delivery = [_deliver(queue, topics)] if topics else []
    return policy([*delivery, statement.tls_only(Action("sqs", "*"), queue)])


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
