"""A worker whose queue subscribes to topics -> what its deployer needs for that, by kind of thing.

Beside what the types of its resources tell: a topic that exists is subscribed to, and nothing else is done to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.service import Service
from generator.model.topic import is_arn

_SET = "sns:SetSubscriptionAttributes"
"""What CloudFormation calls when ``queue.raw`` changes."""
_OF_OTHERS = ("sns:GetSubscriptionAttributes", _SET, "sns:Subscribe", "sns:Unsubscribe")


def topic_calls(service: Service) -> Iterator[tuple[str, str]]:
    """Kind of thing and action; nothing where nothing is subscribed to."""
    topics = service.queue.subscribe if service.queue else ()
    if topics:
        yield "topic", _SET
    if any(map(is_arn, topics)):
        yield from (("given-topic", action) for action in _OF_OTHERS)
