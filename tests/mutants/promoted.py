"""Mutants of an environment that releases what another one has built."""

from __future__ import annotations

from typing import Any

from tests.mutants.mutant import Damage, Mutant, statement
from tests.mutants.world import NotApplicableError, World

_BUILDS = "its environments build their own images"
_READ = "Resources/DevRepository/Properties/RepositoryPolicyText/Statement/0"
_PROJECT = "Resources/BuildProject/Properties"


def _statement(**values: Any) -> Damage:
    """Other values in what lets the other account read."""

    def damage(world: World) -> None:
        world.get("ecr", _READ).update(values)

    return damage


def _without_policy(world: World) -> None:
    world.get("ecr", _READ)
    del world.get("ecr", "Resources/DevRepository/Properties")["RepositoryPolicyText"]


def _commands(old: str, new: str) -> Damage:
    """Other commands in the stage that copies."""

    def damage(world: World) -> None:
        source = world.get("pipeline", f"{_PROJECT}/Source")
        if "imagetools" not in source["BuildSpec"]:
            raise NotApplicableError(_BUILDS)
        changed = source["BuildSpec"].replace(old, new)
        assert changed != source["BuildSpec"], old
        source["BuildSpec"] = changed

    return damage


def _from(old: str, new: str) -> Damage:
    """Another address of what is copied."""

    def damage(world: World) -> None:
        if not any(each["Name"] == "SOURCE" for each in _variables(world)):
            raise NotApplicableError(_BUILDS)
        [source] = [each for each in _variables(world) if each["Name"] == "SOURCE"]
        assert old in source["Value"], source
        source["Value"] = source["Value"].replace(old, new)

    return damage


def _variables(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.get("pipeline", f"{_PROJECT}/Environment/EnvironmentVariables")
    return found


_READS = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
_ANY_ROLE = {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/*"}}
_ANOTHER = ["arn:aws:ecr:us-west-2:111122223333:repository/shop/another"]
_ANOTHER_ROLE = {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/shop-prod-codepipeline-eu-west-1"}}

MUTANTS = (
    Mutant("another-role-may-read", "read-repository", _statement(Condition=_ANOTHER_ROLE), _BUILDS),
    Mutant("manifest-may-not-be-read", "read-repository", _statement(Action=["ecr:GetDownloadUrlForLayer"]), _BUILDS),
    Mutant("nobody-may-read", "read-repository", _without_policy, _BUILDS),
    Mutant("policy-names-the-repository", "registry-policy", _statement(Resource="*"), _BUILDS),
    Mutant("may-push-too", "repository-readers", _statement(Action=[*_READS, "ecr:PutImage"]), _BUILDS),
    Mutant("may-do-all", "repository-readers", _statement(Action=["ecr:*"]), _BUILDS),
    Mutant("every-role-may-read", "repository-readers", _statement(Condition={}), _BUILDS),
    Mutant("any-role-may-read", "repository-readers", _statement(Condition=_ANY_ROLE), _BUILDS),
    Mutant("copied-from-another-repository", "permission-resource", _from("shop/dev", "shop/another"), _BUILDS),
    Mutant("copied-from-another-account", "permission-resource", _from("111122223333", "123456789012"), _BUILDS),
    Mutant("copied-from-another-region", "permission-resource", _from("us-west-2", "us-east-1"), _BUILDS),
    Mutant(
        "may-read-another-repository",
        "permission-resource",
        statement("CodebuildRole", "ReadPromoted", Resource=_ANOTHER),
        _BUILDS,
    ),
    Mutant(
        "may-not-read-layers",
        "deploy-permissions",
        statement("CodebuildRole", "ReadPromoted", Action=["ecr:BatchGetImage"]),
        _BUILDS,
    ),
    Mutant(
        "copy-compared-with-nothing", "image-digest", _commands('[ "$DIGEST" != "$SOURCE_DIGEST" ]', "false"), _BUILDS
    ),
    Mutant("copied-by-its-tag", "image-digest", _commands("$SOURCE@$SOURCE_DIGEST", "$SOURCE:$SOURCE_TAG"), _BUILDS),
    Mutant("copied-into-a-list", "image-digest", _commands("--prefer-index=false ", ""), _BUILDS),
    Mutant(
        "copied-to-another-repository",
        "pushed-repository",
        _commands('--tag "$IMAGE:$IMAGE_TAG"', '--tag "$REGISTRY/copies:$IMAGE_TAG"'),
        _BUILDS,
    ),
    Mutant(
        "copied-nowhere", "announced-image", _commands("docker buildx imagetools create", "docker build . ||"), _BUILDS
    ),
    Mutant(
        "run-without-a-daemon",
        "docker-privileged",
        _commands("docker buildx imagetools create", 'docker run --rm "$SOURCE" true; docker buildx imagetools create'),
        _BUILDS,
    ),
)
