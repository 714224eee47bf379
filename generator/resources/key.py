"""The environment's KMS key: artifacts, logs and notifications are encrypted with it."""

from __future__ import annotations

from troposphere import Ref
from troposphere.kms import Alias, Key

from generator.cfn.template import KEPT
from generator.model.project import Project
from generator.naming import logical
from generator.policies import key as policies


def key(project: Project) -> Key:
    """AWS's own key for SNS will not do: alarms and EventBridge cannot use it.

    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    """
    return Key(
        logical.KEY,
        Description=f"Artifacts, logs and notifications of {project.name} in {project.environment.name}",
        EnableKeyRotation=True,
        KeyPolicy=policies.permissions(project),
        PendingWindowInDays=30,
        **KEPT,
    )


def key_alias(project: Project) -> Alias:
    """The key's name for people."""
    return Alias(logical.KEY_ALIAS, AliasName=project.names.key_alias, TargetKeyId=Ref(logical.KEY))
