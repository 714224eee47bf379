"""Mutants of files that people put beside what is generated, and that nothing reads as they are."""

from __future__ import annotations

from typing import Any

from tests.mutants.mutant import Damage, Mutant
from tests.mutants.world import World


def _beside(name: str, content: Any) -> Damage:
    def damage(world: World) -> None:
        world.files[name] = content

    return damage


_STEPS = [{"run": "make test"}]
_ALL = {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}
_TAGS = {"name": "tags", "target": "tag", "enforcement": "active", "rules": [{"type": "deletion"}]}

MUTANTS = (
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
