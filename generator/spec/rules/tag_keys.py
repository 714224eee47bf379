"""The tags -> complaints about keys that IAM takes for one, that are canaryform's, or that no service of AWS takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator import naming
from generator.spec.rules.protocol import Finding, ProjectRule, Reading

SET_BY_CANARYFORM = {
    "project": "it is the project's name",
    "environment": "it is the environment's name",
    naming.DEPLOYER_TAG: "it says which environment a role may deploy",
}
"""Keys that canaryform keeps for itself, and what they mean. Permissions depend on them."""
_TAKEN = frozenset("LZN")
"""Letters, spaces and numbers: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html."""


def _check(reading: Reading) -> Iterator[Finding]:
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating
    first: dict[str, str] = {}
    for key in reading.project.tags:
        if meaning := SET_BY_CANARYFORM.get(key.lower()):
            yield Finding(reading.at("tags", key), f"the tag {key} is set by canaryform: {meaning}", "rename it")
        other = first.setdefault(key.lower(), key)
        if other != key:
            where = reading.culprit(("tags", key), ("tags", other))
            message = f"roles cannot have both the tag {other} and the tag {key}: IAM takes them for the same"
            yield Finding(where, message, "keep one of them")
    for key, value in reading.project.tags.items():
        for text in (key, value):
            if stray := next((letter for letter in text if not _is_taken(letter)), ""):
                message = f"AWS takes no '{stray}' (U+{ord(stray):04X}) in a tag"
                yield Finding(reading.at("tags", key), message, "write letters, digits, spaces and + - = . _ : / @")


def _is_taken(letter: str) -> bool:
    return letter.isascii() or unicodedata.category(letter)[0] in _TAKEN


RULE = ProjectRule(
    "tag-keys", "The keys of tags differ by more than case, and none is one that canaryform sets.", _check
)
