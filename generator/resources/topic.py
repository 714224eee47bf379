"""The SNS topic that people hear of trouble through."""

from __future__ import annotations

from typing import Any

from troposphere import Ref
from troposphere.sns import SubscriptionResource, Topic, TopicPolicy

from generator.model.project import Project
from generator.naming import logical
from generator.policies import topic as policies


def topic(project: Project, key: Any) -> Topic:
    """Encrypted with our own key, which the publishers may use."""
    return Topic(logical.TOPIC, TopicName=project.names.topic, KmsMasterKeyId=key)


def topic_policy(project: Project) -> TopicPolicy:
    """Who may publish."""
    policy = policies.permissions(project, Ref(logical.TOPIC))
    return TopicPolicy(logical.TOPIC_POLICY, Topics=[Ref(logical.TOPIC)], PolicyDocument=policy)


def subscription(address: str) -> SubscriptionResource:
    """An e-mail address; its owner has to confirm once."""
    return SubscriptionResource(
        logical.subscription(address), TopicArn=Ref(logical.TOPIC), Protocol="email", Endpoint=address
    )
