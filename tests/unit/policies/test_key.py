"""The key policy: the account, CloudWatch Logs for our groups, and what publishes to our topic."""

from __future__ import annotations

from generator.policies import key
from tests.unit.policies.table import Rule, regional, table
from tests.unit.project import project


def test_the_key_is_for_the_account_our_logs_and_our_notifications() -> None:
    names = [f"/{kind}/shop-prod{rest}" for kind in ("ecs", "codebuild") for rest in ("", "/*")]
    groups = " ".join(regional("logs", f"log-group:{name}") for name in names)
    assert table(key.permissions(project())) == {
        "Account": Rule("kms:*", "*", principal="AWS arn:PARTITION:iam::ACCOUNT:root"),
        "NoGrants": Rule(
            "kms:CreateGrant",
            "*",
            {"BoolIfExists": {"kms:GrantIsForAWSResource": "false", "aws:PrincipalIsAWSService": "false"}},
            effect="Deny",
            principal="AWS *",
        ),
        "Logs": Rule(
            "kms:Decrypt kms:Describe* kms:Encrypt kms:GenerateDataKey* kms:ReEncrypt*",
            "*",
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
            principal="Service logs.REGION.SUFFIX",
        ),
        "Notifications": Rule(
            "kms:Decrypt kms:GenerateDataKey", "*", principal="Service cloudwatch.amazonaws.com events.amazonaws.com"
        ),
    }
