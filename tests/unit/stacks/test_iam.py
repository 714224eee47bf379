"""The stack ``iam``."""

from __future__ import annotations

from generator.stacks.iam import IAM
from tests.unit.project import BOUNDARY, CONNECTION, service
from tests.unit.stacks.built import built

ROLES = ["TaskRole", "ExecutionRole", "CodebuildRole", "CodepipelineRole", "CodedeployRole", "AdmitRole"]
PRINCIPALS = {
    "TaskRole": "ecs-tasks",
    "ExecutionRole": "ecs-tasks",
    "CodebuildRole": "codebuild",
    "CodepipelineRole": "codepipeline",
    "CodedeployRole": "codedeploy",
    "AdmitRole": "codebuild",
}


def test_there_is_one_role_a_principal() -> None:
    made = built(IAM, service())
    assert made.ids == ROLES
    for role, principal in PRINCIPALS.items():
        [statement] = made[role]["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Service": f"{principal}.amazonaws.com"}


def test_the_roles_are_handed_on_by_arn_but_those_that_a_key_of_the_spec_takes_away() -> None:
    arns = {f"{role}Arn": {"Fn::GetAtt": [role, "Arn"]} for role in ROLES if role != "AdmitRole"}
    assert built(IAM, service()).outputs == arns


def test_the_task_s_own_role_may_do_nothing_by_default_and_all_others_something() -> None:
    made = built(IAM, service())
    assert [role for role in ROLES if "Policies" not in made[role]] == ["TaskRole"]


def test_the_boundary_is_on_every_role() -> None:
    made = built(IAM, service(permissions_boundary=BOUNDARY))
    assert {made[role]["PermissionsBoundary"] for role in ROLES} == {BOUNDARY}


def test_the_pipeline_uses_the_connection_that_the_spec_names_or_ours() -> None:
    def connection(**overrides: str) -> object:
        statements = built(IAM, service(**overrides))["CodepipelineRole"]["Policies"][0]["PolicyDocument"]["Statement"]
        return statements[0]["Resource"]

    assert connection() == [{"Fn::ImportValue": "shop-github-ConnectionArn"}]
    assert connection(connection=CONNECTION) == [CONNECTION]
