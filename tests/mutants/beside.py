"""Mutants of files that people put beside what is generated, and that nothing reads as they are."""

from __future__ import annotations

from typing import Any

from tests.mutants.mutant import Damage, Mutant, put, reword
from tests.mutants.world import NotApplicableError, World


def _beside(name: str, content: Any) -> Damage:
    def damage(world: World) -> None:
        world.files[name] = content

    return damage


_STEPS = [{"run": "make test"}]
_ALL = {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}
_TAGS = {"name": "tags", "target": "tag", "enforcement": "active", "rules": [{"type": "deletion"}]}

_UPDATE = {"package-ecosystem": "docker", "directory": "/", "cooldown": {"default-days": 7}}
_WEEKLY = {"schedule": {"interval": "weekly"}}
_NO_FILES = "the spec asks for none of GitHub's files"


def _dependabot(**keys: Any) -> Damage:
    return _beside("own-dependabot.yml", {"version": 2, "updates": [{**_UPDATE, **keys}]})


def _build_of_no_folder(world: World) -> None:
    reword("buildspec.yml", "docker build ", "docker build --no-cache ")(world)
    world.has = lambda _: False


def _no_folder(world: World) -> None:
    put("dependabot.yml", "updates/0/directory", "/no-such")(world)
    world.has = lambda path: path != "/no-such"


def _uncovered(world: World) -> None:
    if "tags.json" not in world.files or "Tags" not in str(world.get("pipeline", _TRIGGERS)):
        raise NotApplicableError("tags.json")
    world.files["tags.json"]["conditions"]["ref_name"]["include"] = ["refs/tags/nightly-*"]


_TRIGGERS = "Resources/Pipeline/Properties/Triggers"

MUTANTS = (
    Mutant("dependabot-of-no-interval", "dependabot-shape", _dependabot(schedule={"interval": "dayly"})),
    Mutant("dependabot-on-the-first-day", "dependabot-cooldown", _dependabot(**_WEEKLY, cooldown=None)),
    Mutant("dependabot-of-no-folder", "dependabot-directory", _no_folder, _NO_FILES),
    Mutant("build-from-no-folder", "build-context", _build_of_no_folder),
    Mutant("tags-that-move", "tag-ruleset", _uncovered, "cases without GitHub's files, or that no tag releases"),
    Mutant("image-from-nothing", "dockerfile-instructions", _beside("Dockerfile", "RUN make\n")),
    Mutant(
        "job-without-a-machine", "workflow-shape", _beside("own.yml", {"on": "push", "jobs": {"a": {"steps": _STEPS}}})
    ),
    Mutant("ruleset-without-a-name", "ruleset-shape", _beside("own.json", {**_TAGS, "name": None})),
    Mutant(
        "statement-without-an-effect", "policy-shape", _beside("own.json", {"Statement": [{**_ALL, "Effect": "Yes"}]})
    ),
    Mutant(
        "input-of-another-word", "api-input", _beside("own.json", {"logGroupName": "/shop", "kmsKeyID": "alias/shop"})
    ),
)
