"""A queue as SQS has it: where it is, and how many messages wait in it.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.live.client import Aws, AwsError

_MESSAGES = "ApproximateNumberOfMessages"
_ABSENT = frozenset({"AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"})
"""The first for programs that know SQS from before it spoke JSON, botocore among them."""


@dataclass(frozen=True)
class LiveQueue:
    """One queue."""

    url: str
    messages: int
    """About how many may be received now."""


def find_queue(aws: Aws, name: str) -> LiveQueue | None:
    """The queue of that name; None where there is none."""
    client = aws.client("sqs")
    try:
        url = aws.call(client.get_queue_url, QueueName=name)["QueueUrl"]
        answer = aws.call(client.get_queue_attributes, QueueUrl=url, AttributeNames=[_MESSAGES])
    except AwsError as error:
        if error.code in _ABSENT:
            return None
        raise
    return LiveQueue(url, int(answer.get("Attributes", {}).get(_MESSAGES, 0)))
