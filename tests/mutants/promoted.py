"""Mutants of an environment that releases what another one has built."""

from __future__ import annotations

from typing import Any

from tests.mutants.mutant import Damage, Mutant
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


_ANOTHER_ROLE = {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/shop-prod-codepipeline-eu-west-1"}}

MUTANTS = (
    Mutant("another-role-may-read", "read-repository", _statement(Condition=_ANOTHER_ROLE), _BUILDS),
    Mutant("manifest-may-not-be-read", "read-repository", _statement(Action=["ecr:GetDownloadUrlForLayer"]), _BUILDS),
    Mutant("nobody-may-read", "read-repository", _without_policy, _BUILDS),
    Mutant("policy-names-the-repository", "registry-policy", _statement(Resource="*"), _BUILDS),
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
