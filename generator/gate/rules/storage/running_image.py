"""Systems -> registries that remove the image which runs, so that it can be neither started again nor gone back to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import document, mapping, mappings, number, sequence, text
from generator.glob import overlaps
from generator.problems import Severity

_PATH = ("LifecyclePolicy", "LifecyclePolicyText")
_RELEASES = ("v1.2.3", "1.2.3")
_FEW = 3
"""A canary runs two versions, and going back takes the one before them."""


def _check(system: System) -> Iterator[Finding]:
    for repository in system.of("AWS::ECR::Repository"):
        for rule in mappings(document(text(repository.properties, *_PATH)), "rules"):
            selection = mapping(rule, "selection")
            if text(rule, "action", "type") != "expire" or not _is_of_releases(selection):
                continue
            count, kind = number(selection, "countNumber"), text(selection, "countType")
            if kind == "imageCountMoreThan" and count is not None and count < _FEW:
                severity = Severity.ERROR if count == 1 else None
                message = f"keeps {count} of the images that are released: the push of a version removes what runs"
                yield Finding(repository, message, _PATH, f"keep {_FEW} at least", severity)
            if kind == "sinceImagePushed" and count is not None:
                message = f"removes what was released {count} days ago, though it may be what runs"
                yield Finding(repository, message, _PATH, "count images (imageCountMoreThan)")


def _is_of_releases(selection: Mapping[str, Any]) -> bool:
    """Whether it is for images with a version as their tag, or for all."""
    if text(selection, "tagStatus") == "any":
        return True
    patterns = [text(item) for item in sequence(selection, "tagPatternList")]
    patterns += [f"{text(item)}*" for item in sequence(selection, "tagPrefixList")]
    return any(overlaps(pattern, tag) for pattern in patterns for tag in _RELEASES)


RULE = Rule(
    "running-image",
    "A registry keeps the images of the versions that run and of the one before.",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html",
    _check,
    """
 Resources:
   Repository:
     Type: AWS::ECR::Repository
     Properties:
       ImageTagMutability: IMMUTABLE
       LifecyclePolicy:
         LifecyclePolicyText: >
           {"rules": [{"rulePriority": 1, "action": {"type": "expire"}, "selection":
-            {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1}
+            {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 50}
           }]}
    """,
    severity=Severity.WARNING,
)
