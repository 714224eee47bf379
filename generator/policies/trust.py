"""Who may assume a role: one AWS service, and only on behalf of our own account's resources.

Without the conditions another account's resource could make the service act with our role: the
"confused deputy", https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from __future__ import annotations

from awacs import sts
from awacs.aws import (
    Allow,
    ArnLike,
    Condition,
    ConditionElement,
    PolicyDocument,
    Principal,
    Statement,
    StringEquals,
)
from troposphere import AccountId, Sub

from generator.cfn import arn

VERSION = "2012-10-17"
CLOUDFORMATION = "cloudformation.amazonaws.com"


def service_trust(service: str, source: Sub | None = None) -> PolicyDocument:
    """A trust policy for ``service`` (as in ``codebuild.amazonaws.com``), acting for ``source`` where it says so."""
    conditions: list[ConditionElement] = [StringEquals("aws:SourceAccount", AccountId)]
    if source:
        conditions.append(ArnLike("aws:SourceArn", source))
    return PolicyDocument(
        Version=VERSION,
        Statement=[
            Statement(
                Effect=Allow,
                Principal=Principal("Service", service),
                Action=[sts.AssumeRole],
                Condition=Condition(conditions),
            )
        ],
    )


def build_trust(project: str) -> PolicyDocument:
    """CodeBuild, for our own ``project`` alone.

    https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
    """
    return service_trust("codebuild.amazonaws.com", arn.regional("codebuild", f"project/{project}"))


def documented_trust(service: str) -> PolicyDocument:
    """A trust policy as AWS documents it for ``service``, without conditions.

    Which of them the service would pass, no page says, and one that it does not pass ends every release. Another
    account cannot make the service act with the role: a role is handed over by PassRole, in its own account alone.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
    """
    return PolicyDocument(
        Version=VERSION,
        Statement=[Statement(Effect=Allow, Principal=Principal("Service", service), Action=[sts.AssumeRole])],
    )


def stack_trust() -> PolicyDocument:
    """CloudFormation, which updates a stack with the role; its page says whom to trust, and no condition.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
    """
    return documented_trust(CLOUDFORMATION)


def policy(statements: list[Statement]) -> PolicyDocument:
    """A policy document of these statements."""
    return PolicyDocument(Version=VERSION, Statement=statements)
