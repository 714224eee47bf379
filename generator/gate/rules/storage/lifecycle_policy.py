"""Systems -> registries whose lifecycle policy ECR does not take, or that never forget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import document, is_unknown, mapping, mappings, number, sequence, text
from generator.problems import Severity

_COUNTS = ("imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned")
_STATUSES = ("tagged", "untagged", "any")


def _check(system: System) -> Iterator[Finding]:
    for repository in system.of("AWS::ECR::Repository"):
        written = text(repository.properties, "LifecyclePolicy", "LifecyclePolicyText")
        path = ("LifecyclePolicy",)
        if is_unknown(repository.properties, "LifecyclePolicy"):
            continue
        if not written:
            message = "has no lifecycle policy: images are kept, and paid for, for ever"
            yield Finding(repository, message, severity=Severity.ADVICE)
            continue
        rules = mappings(document(written), "rules")
        if not rules:
            yield Finding(repository, "LifecyclePolicyText has no rules", path)
        priorities = Counter(number(rule, "rulePriority") for rule in rules)
        for priority in (priority for priority, count in priorities.items() if count > 1):
            yield Finding(repository, f"two lifecycle rules have the priority {priority}", path)
        for rule in rules:
            selection = mapping(rule, "selection")
            status = text(selection, "tagStatus")
            is_any = status == "any"
            if is_any and (number(rule, "rulePriority") or 0) < max(
                number(item, "rulePriority") or 0 for item in rules
            ):
                yield Finding(repository, "a rule for any image comes last: it has the highest rulePriority", path)
            if status == "tagged" and not (
                sequence(selection, "tagPrefixList") or sequence(selection, "tagPatternList")
            ):
                yield Finding(repository, "a rule for tagged images names prefixes or patterns of tags", path)
            for message in _refused(rule, selection):
                yield Finding(repository, message, path)
            if len(sequence(selection, "tagPrefixList")) > 1:
                message = "several prefixes in one rule mean images with all of them at once: write one rule for each"
                yield Finding(repository, message, path)


def _refused(rule: Mapping[str, Any], selection: Mapping[str, Any]) -> Iterator[str]:
    """https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html."""
    priority, count = number(rule, "rulePriority"), number(selection, "countNumber")
    kind, unit = text(selection, "countType"), text(selection, "countUnit")
    if kind not in _COUNTS:
        yield f"countType of rule {priority} is '{kind}'; ECR knows {', '.join(_COUNTS)}"
    elif kind.startswith("since") and unit != "days":
        yield f"countUnit of rule {priority} is '{unit}'; ECR counts the time in days"
    elif kind == "imageCountMoreThan" and unit:
        yield f"rule {priority} has a countUnit, which ECR refuses where it counts images"
    if count is None or count < 1:
        yield f"countNumber of rule {priority} is a number from 1 on"
    if text(selection, "tagStatus") not in _STATUSES:
        yield f"tagStatus of rule {priority} is one of {', '.join(_STATUSES)}"
    if text(selection, "tagStatus") != "tagged" and {"tagPrefixList", "tagPatternList"} & selection.keys():
        yield f"rule {priority} names tags, and is not for tagged images"
    if {"tagPrefixList", "tagPatternList"} <= selection.keys():
        yield f"rule {priority} names prefixes and patterns of tags; ECR takes one of them"
    if any("*" in text(prefix) for prefix in sequence(selection, "tagPrefixList")):
        yield f"rule {priority} has a * in a prefix, which no tag has: tagPatternList takes patterns"
    if text(rule, "action", "type") not in ("expire", "transition"):
        yield f"action of rule {priority} is neither expire nor transition"


RULE = Rule(
    "lifecycle-policy",
    "A registry forgets old images, by rules that ECR takes.",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",
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
-            {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "hours", "countNumber": 9}
+            {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 9}
           }]}
    """,
)
