"""Systems -> registries in which a version's image can be exchanged after its release."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    text,
)
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for repository in system.of("AWS::ECR::Repository"):
        mutability = text(repository.properties, "ImageTagMutability") or "MUTABLE"
        if not mutability.startswith("IMMUTABLE"):
            message = "tags can be moved: what was tested as a version need not be what runs under it"
            yield Finding(repository, message, ("ImageTagMutability",))


RULE = Rule(
    "immutable-tags",
    "A version's image stays that version's image.",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    _check,
    """
 Resources:
   Repository:
     Type: AWS::ECR::Repository
     Properties:
-      ImageTagMutability: MUTABLE
+      ImageTagMutability: IMMUTABLE
       LifecyclePolicy:
         LifecyclePolicyText: >
           {"rules": [{"rulePriority": 1, "action": {"type": "expire"}, "selection":
             {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 9}}]}
    """,
    severity=Severity.ADVICE,
)
