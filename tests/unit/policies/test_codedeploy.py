"""CodeDeploy's role, and what the pipeline needs to start a release."""

from __future__ import annotations

import pytest
from troposphere import GetAtt

from generator.model.release import Alarms, Hooks, Release
from generator.policies import codedeploy
from generator.policies.trust import policy
from tests.unit.policies.table import ARTIFACTS, KEY, PASS_ROLES, Rule, regional, table
from tests.unit.project import FUNCTION, service

SERVICE = regional("ecs", "service/shop-prod/shop-prod")
FAMILY = regional("ecs", "task-definition/shop-prod:*")
ALWAYS = {
    "TaskSets": Rule("ecs:CreateTaskSet ecs:DeleteTaskSet", regional("ecs", "task-set/shop-prod/shop-prod/*")),
    "Service": Rule("ecs:DescribeServices ecs:UpdateServicePrimaryTaskSet", SERVICE),
    "ReadLoadBalancer": Rule(
        "elasticloadbalancing:DescribeListeners elasticloadbalancing:DescribeRules "
        "elasticloadbalancing:DescribeTargetGroups",
        "*",
        {"StringEquals": {"aws:RequestedRegion": "REGION"}},
    ),
    "ShiftListener": Rule(
        "elasticloadbalancing:ModifyListener", regional("elasticloadbalancing", "listener/app/shop-prod/*")
    ),
    "ShiftRule": Rule(
        "elasticloadbalancing:ModifyRule", regional("elasticloadbalancing", "listener-rule/app/shop-prod/*")
    ),
    "ReadAlarms": Rule("cloudwatch:DescribeAlarms", regional("cloudwatch", "alarm:*")),
    "Artifacts": Rule("s3:GetObject s3:GetObjectVersion", f"{ARTIFACTS}/*"),
    "ArtifactKey": Rule("kms:Decrypt", KEY),
    "PassTaskRoles": Rule(
        "iam:PassRole", PASS_ROLES, {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
    ),
}


@pytest.mark.parametrize(
    ("hooks", "functions"),
    [
        (Hooks(), ""),
        (Hooks(before_traffic=FUNCTION), FUNCTION),
        (Hooks(before_traffic=FUNCTION, after_traffic=FUNCTION), FUNCTION),
        (Hooks(before_install="check"), regional("lambda", "function:check")),
        (
            Hooks(after_install="check:live", after_traffic=FUNCTION),
            f"{FUNCTION} {regional('lambda', 'function:check:live')}",
        ),
    ],
)
def test_codedeploy_moves_our_traffic_and_calls_our_hooks(hooks: Hooks, functions: str) -> None:
    made = table(codedeploy.permissions(service(release=Release(hooks=hooks)), GetAtt("Key", "Arn")))
    expected = {"CallHooks": Rule("lambda:InvokeFunction", functions)} if functions else {}
    assert made == {**ALWAYS, **expected}


def test_without_alarms_codedeploy_reads_none() -> None:
    made = table(
        codedeploy.permissions(service(release=Release(alarms=Alarms(None, None, None, None))), GetAtt("Key", "Arn"))
    )
    assert made == {sid: rule for sid, rule in ALWAYS.items() if sid != "ReadAlarms"}


def test_the_pipeline_starts_releases_of_our_deployment_group_and_family_only() -> None:
    assert table(policy(codedeploy.start_release(service()))) == {
        "StartRelease": Rule(
            "codedeploy:CreateDeployment codedeploy:GetDeployment",
            regional("codedeploy", "deploymentgroup:shop-prod/shop-prod"),
        ),
        "RegisterRevision": Rule(
            "codedeploy:GetApplication codedeploy:GetApplicationRevision codedeploy:RegisterApplicationRevision",
            regional("codedeploy", "application:shop-prod"),
        ),
        "ReadConfig": Rule("codedeploy:GetDeploymentConfig", regional("codedeploy", "deploymentconfig:*")),
        "RegisterTaskDefinition": Rule(
            "ecs:RegisterTaskDefinition", "*", {"StringEquals": {"aws:RequestedRegion": "REGION"}}
        ),
        "TagTaskDefinition": Rule(
            "ecs:TagResource", FAMILY, {"StringEquals": {"ecs:CreateAction": "RegisterTaskDefinition"}}
        ),
        "PassTaskRoles": Rule(
            "iam:PassRole",
            PASS_ROLES,
            {"StringEquals": {"iam:PassedToService": "ecs.amazonaws.com ecs-tasks.amazonaws.com"}},
        ),
    }
