"""Mutants of a service whose images somebody else pushes: the push that starts its pipeline, what finds it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.mutants.mutant import Damage, Mutant, drop, put
from tests.mutants.world import World

_BUILT = "no push to ECR starts its pipelines"
_PIPELINE = "media/pipeline"
_RULE = "Resources/ImagePushedRule/Properties"
_DETAIL = f"{_RULE}/EventPattern/detail"
_TARGET = f"{_RULE}/Targets/0"
_PROJECT = "Resources/BuildProject/Properties"
_TRUST = "Resources/StartRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition"
_ARN = "arn:aws:{}:eu-central-1:111122223333:{}"


def _input(change: Callable[[dict[str, Any]], object]) -> Damage:
    """Something else that the run is told."""

    def damage(world: World) -> None:
        transformer = world.get(_PIPELINE, f"{_TARGET}/InputTransformer")
        given = json.loads(transformer["InputTemplate"])
        change(given)
        transformer["InputTemplate"] = json.dumps(given)

    return damage


def _statement(role: str, sid: str, **values: Any) -> Damage:
    """Other values in a statement of one of the service's roles."""

    def damage(world: World) -> None:
        statements = world.get("media/iam", f"Resources/{role}/Properties/Policies/0/PolicyDocument/Statement")
        [found] = [each for each in statements if each["Sid"] == sid]
        found.update(values)

    return damage


def _finds_in_another_repository(world: World) -> None:
    variables = world.get(_PIPELINE, f"{_PROJECT}/Environment/EnvironmentVariables")
    [found] = [each for each in variables if each["Name"] == "REPOSITORY"]
    found["Value"] = "platform/another"


def _compares_nothing(world: World) -> None:
    source = world.get(_PIPELINE, f"{_PROJECT}/Source")
    source["BuildSpec"] = source["BuildSpec"].replace('[ "$DIGEST" != "$SOURCE_DIGEST" ]', "false")


MUTANTS = (
    Mutant(
        "push-to-another-repository", "image-push", put(_PIPELINE, f"{_DETAIL}/repository-name", ["another"]), _BUILT
    ),
    Mutant("push-to-any-repository", "image-push", drop(_PIPELINE, f"{_DETAIL}/repository-name"), _BUILT),
    Mutant("starts-when-one-is-deleted", "image-push", put(_PIPELINE, f"{_DETAIL}/action-type", ["DELETE"]), _BUILT),
    Mutant("starts-when-a-push-failed", "image-push", put(_PIPELINE, f"{_DETAIL}/result", ["FAILURE"]), _BUILT),
    Mutant("takes-the-latest", "image-push", drop(_PIPELINE, f"{_TARGET}/InputTransformer"), _BUILT),
    Mutant(
        "tags-of-another-kind", "tag-pattern", put(_PIPELINE, f"{_DETAIL}/image-tag", [{"wildcard": "app-*"}]), _BUILT
    ),
    Mutant("any-tag", "tag-pattern", drop(_PIPELINE, f"{_DETAIL}/image-tag"), _BUILT),
    Mutant("variable-of-nobody", "run-input", _input(lambda given: given["variables"][0].update(name="TAG")), _BUILT),
    Mutant(
        "revision-of-nobody",
        "run-input",
        _input(lambda given: given["sourceRevisions"][0].update(actionName="Main")),
        _BUILT,
    ),
    Mutant(
        "revision-is-a-commit",
        "run-input",
        _input(lambda given: given["sourceRevisions"][0].update(revisionType="COMMIT_ID")),
        _BUILT,
    ),
    Mutant("starts-without-a-role", "event-role", drop(_PIPELINE, f"{_TARGET}/RoleArn"), _BUILT),
    Mutant(
        "may-start-another-pipeline",
        "permission-resource",
        _statement("StartRole", "StartPipeline", Resource=[_ARN.format("codepipeline", "another")]),
        _BUILT,
    ),
    Mutant(
        "may-start-any-pipeline",
        "wildcard-resource",
        _statement("StartRole", "StartPipeline", Resource=[_ARN.format("codepipeline", "*")]),
        _BUILT,
    ),
    Mutant(
        "trust-of-another-rule",
        "trust-condition",
        put("media/iam", f"{_TRUST}/ArnLike", {"aws:SourceArn": _ARN.format("events", "rule/another")}),
        _BUILT,
    ),
    Mutant(
        "may-find-in-another-repository",
        "permission-resource",
        _statement("CodebuildRole", "FindImage", Resource=[_ARN.format("ecr", "repository/another")]),
        _BUILT,
    ),
    Mutant("finds-in-another-repository", "build-names", _finds_in_another_repository, _BUILT),
    Mutant("takes-what-the-tag-is-by-now", "image-digest", _compares_nothing, _BUILT),
)
