"""The policies of topics: of the one that people hear of trouble through, and of those that services publish to."""

from __future__ import annotations

from typing import Any

from awacs import sns
from awacs.aws import (
    Allow,
    ArnLike,
    Condition,
    PolicyDocument,
    Principal,
    Statement,
    StringEquals,
)
from troposphere import AccountId

from generator.cfn import arn
from generator.model.project import Project
from generator.policies import statement
from generator.policies.trust import policy


def permissions(project: Project, topic: Any) -> PolicyDocument:
    """Each publisher as AWS documents it.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html: with a condition
    EventBridge could not publish, and its events would be lost without a word.
    """
    names = project.names
    alarms = arn.regional("cloudwatch", f"alarm:{names.base}-*")
    ours = Condition([StringEquals("aws:SourceAccount", AccountId), ArnLike("aws:SourceArn", alarms)])
    return policy(
        [
            Statement(
                Sid="Alarms",
                Effect=Allow,
                Principal=Principal("Service", "cloudwatch.amazonaws.com"),
                Action=[sns.Publish],
                Resource=[topic],
                Condition=ours,
            ),
            Statement(
                Sid="Events",
                Effect=Allow,
                Principal=Principal("Service", "events.amazonaws.com"),
                Action=[sns.Publish],
                Resource=[topic],
            ),
            statement.tls_only(sns.Publish, topic),
        ]
    )


def tls_only(topic: Any) -> PolicyDocument:
    """Of a topic that services publish to: who may is said by their roles.

    https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html#enforce-encryption-data-in-transit
    """
    return policy([statement.tls_only(sns.Publish, topic)])
