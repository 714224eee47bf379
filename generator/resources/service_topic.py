"""A topic that services publish to, and its policy.

Encrypted with the environment's key, as the topic that people hear of trouble through is: the key that AWS manages for
SNS lets no service of AWS publish, and no other account (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services).
A publisher needs that key, and who subscribes does not: SNS decrypts a message before it delivers it.
https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
"""

from __future__ import annotations

from typing import Any

from troposphere import Ref
from troposphere.sns import Topic, TopicPolicy

from generator.model.project import Project
from generator.naming import logical
from generator.policies import topic as policies


def service_topic(project: Project, topic: str, key: Any) -> Topic:
    """A standard one; ``key`` is the ARN of the environment's."""
    return Topic(logical.service_topic(topic), TopicName=project.names.service_topic(topic), KmsMasterKeyId=key)


def service_topic_policy(topic: str) -> TopicPolicy:
    """Nobody publishes without TLS."""
    made = Ref(logical.service_topic(topic))
    return TopicPolicy(logical.service_topic_policy(topic), Topics=[made], PolicyDocument=policies.tls_only(made))
