"""A topic that a spec speaks of: one of the environment's own, by its name, or one that exists already, by its ARN."""

from __future__ import annotations


def is_arn(topic: str) -> bool:
    """Whether it exists already; those of the environment have a name that is no ARN."""
    return topic.startswith("arn:")


def arn_variable(topic: str) -> str:
    """The variable that tells who publishes to a topic of the environment where it is: ORDERS_TOPIC_ARN."""
    return f"{topic.replace('-', '_').upper()}_TOPIC_ARN"
