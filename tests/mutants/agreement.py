"""Mutants of what files say of each other: roles filled in, images pushed and kept, environments, jobs, owners."""

from __future__ import annotations

import json
import re
from typing import Any

from generator.naming import MAIN
from tests.mutants.mutant import Damage, Mutant, add, put, reword, without
from tests.mutants.world import NotApplicableError, World

_ALONE = "there is no environment beside it"
_GITHUB = "the spec asks for none of GitHub's files"
_OWNERS = "the spec names no owners"
_ROLE = "arn:aws:iam::{}:role/shop"
_PATH = re.compile(rf"([^/\s]+)/([^/\s]+)/{MAIN}/taskdef\.json")
"""Of the files that a build fills in: the folder of the project, and that of the environment in it."""
_PROJECT = "Resources/BuildProject/Properties"


def _repositories(**properties: Any) -> Damage:
    def damage(world: World) -> None:
        for repository in world.of("AWS::ECR::Repository"):
            repository.update(properties)

    return damage


def _keeps(**selection: Any) -> Damage:
    rule = {"rulePriority": 1, "action": {"type": "expire"}, "selection": {"tagStatus": "any", **selection}}
    return _repositories(LifecyclePolicy={"LifecyclePolicyText": json.dumps({"rules": [rule]})})


_EVERYBODY = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["ecr:BatchGetImage"]}]}


def _roles_exchanged(world: World) -> None:
    variables = {each["Name"]: each for each in world.get("pipeline", f"{_PROJECT}/Environment/EnvironmentVariables")}
    task, execution = variables["TASK_ROLE_ARN"], variables["EXECUTION_ROLE_ARN"]
    task["Value"], execution["Value"] = execution["Value"], task["Value"]


def _task_role_of_another_account(world: World) -> None:
    put("taskdef.json", "executionRoleArn", _ROLE.format("111122223333"))(world)
    put("taskdef.json", "taskRoleArn", _ROLE.format("123456789012"))(world)


def _last_job(world: World) -> dict[str, Any]:
    if "deploy.yml" not in world.files:
        raise NotApplicableError("deploy.yml")
    job: dict[str, Any] = [*world.files["deploy.yml"]["jobs"].values()][-1]
    return job


def _does_not_wait(world: World) -> None:
    if not _last_job(world).pop("needs", None):
        raise NotApplicableError("needs")


def _may_not_ask_for_a_token(world: World) -> None:
    _last_job(world)["permissions"] = {"contents": "read"}


def _for_another_branch(world: World) -> None:
    _last_job(world)["if"] = "github.ref == 'refs/heads/mian'"
    world.files["deploy.yml"]["on"].pop("workflow_dispatch", None)


def _queue_without_checks(world: World) -> None:
    if "canaryform.yml" not in world.files:
        raise NotApplicableError("canaryform.yml")
    world.files["canaryform.yml"]["on"].pop("merge_group")
    world.get("main.json", "rules").append({"type": "merge_queue", "parameters": {"merge_method": "MERGE"}})


def _action_of_a_branch(world: World) -> None:
    for step in _last_job(world)["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            step["uses"] = "actions/checkout@main"
            return
    raise NotApplicableError("actions/checkout")


def _other(world: World) -> str:
    """The name of another environment, as GitHub's jobs have it."""
    names = [job["environment"] for job in world.files.get("deploy.yml", {}).get("jobs", {}).values()]
    if len(names) < 2:
        raise NotApplicableError("another environment")
    return str(names[0])


def _family_of_another_environment(world: World) -> None:
    own, other = [*world.files["deploy.yml"]["jobs"]][-1] if "deploy.yml" in world.files else "", _other(world)
    put("taskdef.json", "family", world.get("taskdef.json", "family").replace(own, other))(world)


def _files_of_another_environment(world: World) -> None:
    path = _PATH.search(str(world.get("buildspec.yml", "phases")))
    if not path:
        raise NotApplicableError("taskdef.json")
    project, own = path.groups()
    other = _other(world).removeprefix(f"{project}-")
    reword("buildspec.yml", path[0], path[0].replace(f"/{own}/", f"/{other}/"))(world)


MUTANTS = (
    Mutant("keeps-one-image", "running-image", _keeps(countType="imageCountMoreThan", countNumber=1)),
    Mutant(
        "keeps-images-for-a-week",
        "running-image",
        _keeps(countType="sinceImagePushed", countUnit="days", countNumber=7),
    ),
    Mutant("images-for-everybody", "public-registry", _repositories(RepositoryPolicyText=_EVERYBODY)),
    Mutant("registry-renamed", "pushed-repository", _repositories(RepositoryName="another-name")),
    Mutant("filled-roles-exchanged", "filled-role", _roles_exchanged),
    Mutant("task-role-of-another-account", "role-account", _task_role_of_another_account),
    Mutant("family-of-another-environment", "task-environment", _family_of_another_environment, _ALONE),
    Mutant("files-of-another-environment", "environment-names", _files_of_another_environment, _ALONE),
    Mutant("version-for-ever", "release-version", reword("taskdef.json", "<VERSION>", "1.0.0")),
    Mutant("production-beside-its-trial", "job-order", _does_not_wait, _ALONE),
    Mutant("job-without-a-token", "id-token", _may_not_ask_for_a_token, _GITHUB),
    Mutant("job-for-a-misspelt-branch", "job-branch", _for_another_branch, _GITHUB),
    Mutant("queue-that-waits-for-ever", "merge-queue", _queue_without_checks, _GITHUB),
    Mutant("action-of-a-branch", "moving-action", _action_of_a_branch, _GITHUB),
    Mutant("owner-without-an-at", "code-owner", reword("CODEOWNERS", "@", ""), _OWNERS),
    Mutant(
        "nothing-may-be-updated",
        "update-allowed",
        without("ecs.stack-policy.json", "Statement", lambda item: item["Effect"] == "Allow"),
    ),
    Mutant(
        "resource-without-its-kind",
        "update-statement",
        reword("routes.stack-policy.json", "LogicalResourceId/BlueTargetGroup", "BlueTargetGroup"),
    ),
    Mutant(
        "update-of-a-kind-that-there-is-not",
        "update-statement",
        add("ecs.stack-policy.json", "Statement/0/Action", "Update:All"),
    ),
)
