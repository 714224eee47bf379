"""The key policy of the environment's KMS key: who may encrypt and decrypt with it, and for what.

IAM policies do the rest: the first statement lets the account's own policies grant the key, which is how
the pipeline's roles get it. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
"""

from __future__ import annotations

from awacs import kms
from awacs.aws import (
    Action,
    Allow,
    ArnLike,
    AWSPrincipal,
    BoolIfExists,
    Condition,
    Deny,
    PolicyDocument,
    Principal,
    Statement,
)
from troposphere import Sub

from generator.cfn import arn
from generator.model.project import Project
from generator.naming import EnvironmentNames
from generator.policies.trust import policy


def permissions(project: Project) -> PolicyDocument:
    """The account, without grants; CloudWatch Logs for our log groups, and what publishes to our topic."""
    names = project.names
    return policy(
        [
            Statement(
                Sid="Account",
                Effect=Allow,
                Principal=AWSPrincipal(arn.account_root()),
                Action=[Action("kms", "*")],
                Resource=["*"],
            ),
            _no_grants(),
            _logs(names),
            _publishers(),
        ]
    )


def _no_grants() -> Statement:
    """Nobody hands the key on, past the policies; AWS services may, for the resources that they look after.

    Control Tower's CT.KMS.PR.3: https://docs.aws.amazon.com/controltower/latest/controlreference/kms-rules.html
    """
    return Statement(
        Sid="NoGrants",
        Effect=Deny,
        Principal=AWSPrincipal("*"),
        Action=[kms.CreateGrant],
        Resource=["*"],
        Condition=Condition(BoolIfExists({"kms:GrantIsForAWSResource": "false", "aws:PrincipalIsAWSService": "false"})),
    )


def _logs(names: EnvironmentNames) -> Statement:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html."""
    groups = [arn.regional("logs", f"log-group:{group}") for group in names.log_groups]
    return Statement(
        Sid="Logs",
        Effect=Allow,
        Principal=Principal("Service", Sub("logs.${AWS::Region}.${AWS::URLSuffix}")),
        # AWS's own form: the service chooses which data key it asks for.
        Action=[
            kms.Decrypt,
            Action("kms", "Describe*"),
            kms.Encrypt,
            Action("kms", "GenerateDataKey*"),
            Action("kms", "ReEncrypt*"),
        ],
        Resource=["*"],
        Condition=Condition(ArnLike("kms:EncryptionContext:aws:logs:arn", groups)),
    )


def _publishers() -> Statement:
    """Alarms and EventBridge rules publish to an encrypted topic only with these two.

    No source condition: EventBridge does not support them here, and its events would be lost without a word.
    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    """
    return Statement(
        Sid="Notifications",
        Effect=Allow,
        Principal=Principal("Service", ["cloudwatch.amazonaws.com", "events.amazonaws.com"]),
        Action=[kms.Decrypt, kms.GenerateDataKey],
        Resource=["*"],
    )
