"""Mutants of IAM. Those in ``PROOF`` need the proof of each principal's calls, and are listed for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.mutants.mutant import Damage, Mutant, drop, put, sid, statement
from tests.mutants.world import World

_TRUST = "Properties/AssumeRolePolicyDocument/Statement/0"
_STAR = ["*"]
_SUBJECT = "token.actions.githubusercontent.com:sub"


def _large_policy(world: World) -> None:
    sid("CodebuildRole", "WriteLogs")(world)["Resource"] = [f"arn:aws:logs:::{number:060}" for number in range(150)]


def _logs_may_not_use_the_key(world: World) -> None:
    statements = world.get("base", "Resources/Key/Properties/KeyPolicy/Statement")
    statements[:] = [item for item in statements if item["Sid"] != "Logs"]


def _topic_may_not_use_the_key(world: World) -> None:
    statements = world.get("base", "Resources/Key/Properties/KeyPolicy/Statement")
    statements[:] = [item for item in statements if item["Sid"] != "Notifications"]


def _key_condition_for_events(world: World) -> None:
    [found] = [
        item
        for item in world.get("base", "Resources/Key/Properties/KeyPolicy/Statement")
        if item["Sid"] == "Notifications"
    ]
    found["Condition"] = {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def _anybody_may_be(world: World) -> None:
    found = world.get("iam", f"Resources/TaskRole/{_TRUST}")
    found["Principal"] = {"AWS": "*"}
    del found["Condition"]


def _deployer(change: Callable[[dict[str, Any], str], None]) -> Damage:
    """Change the condition of every deployer's trust; ``change`` gets it with the subject that it had."""

    def damage(world: World) -> None:
        roles = [each for each in world.templates["deployer"]["Resources"].values() if each["Type"] == "AWS::IAM::Role"]
        for role in roles:
            [trusted] = role["Properties"]["AssumeRolePolicyDocument"]["Statement"]
            subjects = trusted["Condition"]["StringEquals"].pop(_SUBJECT)
            change(trusted["Condition"], subjects if isinstance(subjects, str) else subjects[0])

    return damage


def _any_repository(condition: dict[str, Any], _: str) -> None:
    """The tokens of every repository have the same audience."""


def _another_audience(condition: dict[str, Any], _: str) -> None:
    condition["StringEquals"]["token.actions.githubusercontent.com:aud"] = "https://github.com/acme"


def _let_in(operator: str, pattern: str, replacement: str) -> Damage:
    """Another subject, made from the one that it was."""

    def change(condition: dict[str, Any], subject: str) -> None:
        condition.setdefault(operator, {})[_SUBJECT] = re.sub(pattern, replacement, subject)

    return _deployer(change)


def _cannot_start_builds(world: World) -> None:
    """Neither its own nor that which fetches the template of a service that ECS shifts."""
    for name in ("Build", "FetchTemplate") if world.is_shifted_by_ecs else ("Build",):
        statement("CodepipelineRole", name, Action=["codebuild:BatchGetBuilds"])(world)


MUTANTS = (
    Mutant("deployer-for-any-repository", "github-subject", _deployer(_any_repository)),
    Mutant("deployer-for-all-of-an-owner", "github-subject", _let_in("StringLike", "/.*", "/*")),
    Mutant("deployer-for-any-owner", "github-subject", _let_in("StringLike", ":[^/]*/", ":*/")),
    Mutant("deployer-for-any-ids", "github-subject", _let_in("StringLike", ":([^/]*)/([^:]*):", r":\1@*/\2@*:")),
    Mutant("deployer-for-another-audience", "github-audience", _deployer(_another_audience)),
    Mutant("deployer-for-any-job", "github-subject", _let_in("StringLike", "environment:.*", "*")),
    Mutant("deployer-for-a-branch", "github-subject", _let_in("StringEquals", "environment:.*", "ref:refs/heads/main")),
    Mutant(
        "deployer-for-another-environment",
        "github-subject",
        _let_in("StringEquals", "environment:.*", "environment:production"),
    ),
    Mutant("deployer-for-a-longer-environment", "github-subject", _let_in("StringLike", "$", "*")),
    Mutant("deployer-for-a-star", "github-subject", _let_in("StringEquals", "environment:.*", "environment:*")),
    *(
        Mutant(
            f"trust-without-source-{noun}",
            "trust-source",
            drop("iam", f"Resources/{noun.capitalize()}Role/{_TRUST}/Condition"),
        )
        for noun in ("task", "execution", "codebuild", "codepipeline", "codedeploy")
    ),
    Mutant(
        "trust-of-another-service",
        "role-trust",
        put("iam", f"Resources/CodedeployRole/{_TRUST}/Principal/Service", "codebuild.amazonaws.com"),
    ),
    Mutant("trust-of-anybody", "role-trust", _anybody_may_be),
    Mutant("passes-any-role", "pass-role", statement("CodepipelineRole", "PassTaskRoles", Resource=_STAR)),
    Mutant("passes-to-any-service", "pass-role", statement("CodepipelineRole", "PassTaskRoles", Condition=None)),
    Mutant("codedeploy-passes-any-role", "pass-role", statement("CodedeployRole", "PassTaskRoles", Resource=_STAR)),
    Mutant("all-of-s3", "wildcard-action", statement("CodepipelineRole", "Artifacts", Action=["s3:*"])),
    Mutant("everything", "wildcard-action", statement("CodebuildRole", "WriteLogs", Action=["*"])),
    Mutant("any-project", "wildcard-resource", statement("CodepipelineRole", "Build", Resource=_STAR)),
    Mutant("any-bucket", "wildcard-resource", statement("CodebuildRole", "Artifacts", Resource=_STAR)),
    Mutant("any-repository", "wildcard-resource", statement("CodebuildRole", "PushImage", Resource=_STAR)),
    Mutant("any-listener", "wildcard-resource", statement("CodedeployRole", "ShiftListener", Resource=_STAR)),
    Mutant("any-connection", "wildcard-resource", statement("CodepipelineRole", "UseConnection", Resource=_STAR)),
    Mutant(
        "one-name-of-the-connection",
        "connection-grants",
        statement("CodepipelineRole", "UseConnection", Action=["codestar-connections:UseConnection"]),
    ),
    Mutant("no-such-action", "W3037", statement("CodebuildRole", "WriteLogs", Action=["logs:PutLogEvent"])),
    Mutant("no-such-service", "W3037", statement("CodebuildRole", "WriteLogs", Action=["log:PutLogEvents"])),
    Mutant(
        "cannot-modify-rules",
        "deploy-permissions",
        statement("CodedeployRole", "ShiftRule", Action=["elasticloadbalancing:DescribeRules"]),
    ),
    Mutant(
        "source-without-acl",
        "deploy-permissions",
        statement("CodepipelineRole", "SourceArtifact", Action=["s3:GetObjectAcl"]),
    ),
    Mutant(
        "source-not-written",
        "deploy-permissions",
        statement("CodepipelineRole", "Artifacts", Action=["s3:GetObject"]),
    ),
    Mutant(
        "cannot-register-tasks",
        "deploy-permissions",
        statement("CodepipelineRole", "RegisterTaskDefinition", Action=["ecs:ListTasks"]),
    ),
    Mutant("build-cannot-read", "deploy-permissions", statement("CodebuildRole", "Artifacts", Action=["s3:PutObject"])),
    Mutant("build-cannot-push", "deploy-permissions", statement("CodebuildRole", "PushImage", Action=["ecr:PutImage"])),
    Mutant("build-cannot-log", "deploy-permissions", statement("CodebuildRole", "WriteLogs", Action=["logs:GetQuery"])),
    Mutant(
        "judge-of-tags-cannot-clone",
        "deploy-permissions",
        statement("AdmitRole", "UseConnection", Action=["codeconnections:GetConnection"]),
        absent="no tag releases: the source is a branch's, which is unpacked and not cloned",
    ),
    Mutant("tasks-cannot-pull", "deploy-permissions", statement("ExecutionRole", "PullImage", Action=["ecr:PutImage"])),
    Mutant("tasks-cannot-log", "deploy-permissions", statement("ExecutionRole", "WriteLogs", Action=["logs:GetQuery"])),
    Mutant("tasks-cannot-do-a-thing", "deploy-permissions", drop("iam", "Resources/ExecutionRole/Properties/Policies")),
    Mutant(
        "cannot-look-at-alarms",
        "deploy-permissions",
        statement("CodedeployRole", "ReadAlarms", Action=["cloudwatch:GetMetricData"]),
    ),
    Mutant(
        "cannot-start-builds",
        "deploy-permissions",
        _cannot_start_builds,
    ),
    Mutant(
        "cannot-make-task-sets",
        "deploy-permissions",
        statement("CodedeployRole", "TaskSets", Action=["ecs:DeleteTaskSet"]),
    ),
    Mutant(
        "cannot-pass-roles",
        "deploy-permissions",
        statement("CodepipelineRole", "PassTaskRoles", Action=["iam:GetRole"]),
    ),
    Mutant("policy-too-large", "policy-size", _large_policy),
    Mutant("logs-cannot-encrypt", "key-policy", _logs_may_not_use_the_key),
    Mutant("topic-cannot-encrypt", "key-policy", _topic_may_not_use_the_key),
    Mutant("condition-that-events-never-meet", "key-policy", _key_condition_for_events),
)

PROOF = (
    "codebuild: ecr:PutImage taken away (a call of a step that its role may not make)",
    "codebuild: ecr:DescribeImages added (a permission that nothing uses)",
    "codepipeline: s3:GetObjectVersion taken away",
    "codepipeline: codedeploy:GetDeploymentConfig taken away",
    "codepipeline: s3:PutObjectAcl or s3:GetBucketAcl taken away",
    "codepipeline: ecs:RegisterTaskDefinition on the family alone",
    "codepipeline: ecs:TagResource taken away while the task definition has tags",
    "codepipeline: PassRole of the execution role alone",
    "codedeploy: elasticloadbalancing:DescribeRules taken away",
    "codedeploy: lambda:InvokeFunction on another function than the hook's",
    "execution: logs:CreateLogStream taken away",
    "execution: ssm:GetParameters on another parameter than the secret's",
    "execution: ecr:BatchGetImage on another repository",
    "task: a permission that the spec did not ask for",
)
"""Left to the proof of sufficiency and minimality, which knows each principal's calls."""
