"""Systems -> registries whose lifecycle policy ECR does not take, or that never forget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import document, is_unknown, mapping, mappings, number, sequence, text
from generator.problems import Severity


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
            if len(sequence(selection, "tagPrefixList")) > 1:
                message = "several prefixes in one rule mean images with all of them at once: write one rule for each"
                yield Finding(repository, message, path)


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
-        LifecyclePolicyText: '{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "tagged"}}]}'
+        LifecyclePolicyText: '{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "untagged"}}]}'
    """,
)
