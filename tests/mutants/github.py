"""Mutants of what GitHub runs and requires."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.mutants.mutant import Damage, Mutant
from tests.mutants.world import NotApplicableError, World

_NONE = "cases without GitHub's files, or without these"


def _deploy(change: Callable[[dict[str, Any]], None]) -> Damage:
    """Change the job that deploys the last environment."""

    def damage(world: World) -> None:
        if "deploy.yml" not in world.files:
            raise NotApplicableError("deploy.yml")
        change([*world.files["deploy.yml"]["jobs"].values()][-1])

    return damage


def _reword(old: str, new: str) -> Damage:
    """Other words in the commands of that job."""

    def change(job: dict[str, Any]) -> None:
        for step in job["steps"]:
            if old in step.get("run", ""):
                step["run"] = step["run"].replace(old, new)
                return
        raise NotApplicableError(old)

    return _deploy(change)


def _renamed_check(world: World) -> None:
    if "main.json" not in world.files:
        raise NotApplicableError("main.json")
    for rule in world.files["main.json"]["rules"]:
        if rule["type"] == "required_status_checks":
            rule["parameters"]["required_status_checks"][0]["context"] += " of before"
            return
    raise NotApplicableError("required_status_checks")


def _disabled(world: World) -> None:
    if "main.json" not in world.files:
        raise NotApplicableError("main.json")
    world.files["main.json"]["enforcement"] = "evaluate"


MUTANTS = (
    Mutant(
        "environment-of-an-input",
        "workflow-value",
        _deploy(lambda job: job.update(environment="${{ inputs.no_such }}")),
        _NONE,
    ),
    Mutant("check-renamed", "required-check", _renamed_check, _NONE),
    Mutant("ruleset-that-only-counts", "ruleset-target", _disabled, _NONE),
    Mutant("job-of-no-environment", "job-subject", _deploy(lambda job: job.pop("environment")), _NONE),
    Mutant("job-of-another-environment", "job-subject", _deploy(lambda job: job.update(environment="no-such")), _NONE),
    Mutant("template-renamed", "deploy-command", _reword("/iam.yaml", "/roles.yaml"), _NONE),
    Mutant("roles-without-a-capability", "deploy-command", _reword("--capabilities CAPABILITY_NAMED_IAM", ""), _NONE),
    Mutant(
        "stack-of-another-region",
        "deploy-command",
        _reword("cloudformation deploy --region ", "cloudformation deploy --region ap-south-2 --was "),
        _NONE,
    ),
)
