"""The tags -> complaints about keys that IAM takes for one, or that tell deployers apart."""

from __future__ import annotations

from collections.abc import Iterator

from generator import naming
from generator.spec.rules.protocol import Finding, ProjectRule, Reading


def _check(reading: Reading) -> Iterator[Finding]:
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating
    first: dict[str, str] = {}
    for key in reading.project.tags:
        if key.lower() == naming.DEPLOYER_TAG:
            yield Finding(
                reading.at("tags", key), f"the tag {key} says which environment a role may deploy", "rename it"
            )
        other = first.setdefault(key.lower(), key)
        if other != key:
            where = reading.culprit(("tags", key), ("tags", other))
            message = f"roles cannot have both the tag {other} and the tag {key}: IAM takes them for the same"
            yield Finding(where, message, "keep one of them")


RULE = ProjectRule(
    "tag-keys", "The keys of tags differ by more than case, and none is the one that tells deployers apart.", _check
)
