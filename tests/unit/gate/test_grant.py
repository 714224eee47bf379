"""What IAM makes of a role's statements beside its allowing ones, and of a key that does not ask IAM."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rule import Rule
from generator.gate.rules.iam.denied_call import RULE as DENIED
from generator.gate.rules.iam.permission_resource import RULE as RESOURCE
from generator.gate.rules.storage.key_policy import RULE as KEY
from generator.gate.system import System
from tests.unit.gate.judged import subject

ROLE = {"Fn::GetAtt": ["Role", "Arn"]}
LOGS = ["logs:CreateLogStream", "logs:PutLogEvents"]
REGION = {"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}


def _messages(rule: Rule, *statements: dict[str, Any], **more: Any) -> list[str]:
    policies = [{"PolicyName": "p", "PolicyDocument": {"Statement": [*statements]}}]
    project = {"Name": "shop", "ServiceRole": ROLE, "Artifacts": {"Type": "CODEPIPELINE"}}
    resources = {
        "Build": {"Type": "AWS::CodeBuild::Project", "Properties": project},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "build", "Policies": policies}},
        **more,
    }
    return [problem.message for problem in rule.problems(System((subject(resources),), region="us-west-2"))]


def _statement(resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": LOGS, "Resource": resource, **more}


@pytest.mark.parametrize(
    ("spared", "condition", "is_told"),
    [("iam:*", REGION, True), ("*:*", REGION, False), ("iam:*", {"Bool": {"aws:SecureTransport": "false"}}, False)],
)
def test_what_is_denied_but_for_some_actions_is_denied(spared: str, condition: Any, is_told: bool) -> None:
    denying = {"Effect": "Deny", "NotAction": spared, "Resource": "*", "Condition": condition}
    assert bool(_messages(DENIED, _statement(), denying)) is is_told


@pytest.mark.parametrize(
    ("account", "is_told"), [("", True), ("${AWS::AccountId}", False), ("111122223333", False), ("*", False)]
)
def test_an_arn_without_its_account_is_another_s(account: str, is_told: bool) -> None:
    resource = {"Fn::Sub": f"arn:${{AWS::Partition}}:logs:us-west-2:{account}:log-group:/aws/codebuild/shop:*"}
    assert bool(_messages(RESOURCE, _statement(resource))) is is_told


@pytest.mark.parametrize(("tail", "is_told"), [("", True), ("/*", False), ("/shop/*", False)])
def test_a_bucket_is_not_its_objects(tail: str, is_told: bool) -> None:
    bucket = {"Fn::Sub": "shop-${AWS::AccountId}-us-west-2"}
    stage = {"Name": "B", "Actions": [_BUILD]}
    pipeline = {"ArtifactStore": {"Type": "S3", "Location": bucket}, "Stages": [stage]}
    objects = {
        "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:PutObject"],
        "Resource": {"Fn::Sub": f"arn:aws:s3:::shop-${{AWS::AccountId}}-us-west-2{tail}"},
    }
    made = {"Type": "AWS::CodePipeline::Pipeline", "Properties": pipeline}
    assert any("s3:" in message for message in _messages(RESOURCE, _statement(), objects, Pipeline=made)) is is_told


_BUILD = {
    "Name": "Build",
    "ActionTypeId": {"Category": "Build", "Owner": "AWS", "Provider": "CodeBuild", "Version": "1"},
    "Configuration": {"ProjectName": "shop"},
    "InputArtifacts": [{"Name": "Source"}],
    "OutputArtifacts": [{"Name": "Built"}],
}


@pytest.mark.parametrize(
    ("principal", "is_told"),
    [
        ({"AWS": "arn:aws:iam::111122223333:role/admin"}, True),
        ({"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}, False),
        ({"AWS": {"Ref": "AWS::AccountId"}}, False),
        ({"AWS": "arn:aws:iam::111122223333:role/build"}, False),
        ({"AWS": ROLE}, False),
        ("*", False),
    ],
)
def test_a_key_that_does_not_ask_iam_names_the_roles_that_use_it(principal: Any, is_told: bool) -> None:
    policy = {"Statement": [{"Effect": "Allow", "Principal": principal, "Action": "kms:*", "Resource": "*"}]}
    store = {"Type": "S3", "Location": "shop", "EncryptionKey": {"Id": {"Fn::GetAtt": ["Key", "Arn"]}, "Type": "KMS"}}
    pipeline = {"ArtifactStore": store, "Stages": [{"Name": "B", "Actions": [_BUILD]}]}
    found = _messages(
        KEY,
        _statement(),
        Key={"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": policy}},
        Pipeline={"Type": "AWS::CodePipeline::Pipeline", "Properties": pipeline},
    )
    assert bool(found) is is_told
