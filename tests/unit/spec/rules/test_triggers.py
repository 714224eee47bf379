"""Pushes that would release to two environments."""

from __future__ import annotations

import pytest

from generator.spec import overlay, source, structure
from generator.spec.rules.protocol import Reading
from generator.spec.rules.triggers import RULE

BASE = "project: shop\nregion: us-west-2\nrepository: acme/shop\nservice: {port: 1}\nenvironments:\n"


@pytest.mark.parametrize(
    ("triggers", "paths"),
    [
        (["branch: a", "branch: b", "tag: v*"], []),
        (["branch: a", "branch: a"], ["environments.e1.trigger.branch"]),
        (
            ["tag: v*", "branch: v", "tag: v*", "tag: v*"],
            ["environments.e2.trigger.tag", "environments.e3.trigger.tag"],
        ),
        (["tag: v*", "tag: v1*"], []),
        (["tag: a", "branch: a"], []),
    ],
)
def test_where_it_complains(triggers: list[str], paths: list[str]) -> None:
    text = BASE + "".join(f"  e{index}: {{trigger: {{{trigger}}}}}\n" for index, trigger in enumerate(triggers))
    documents = overlay.documents(source.read(text, "spec.yaml"))
    readings = [Reading(structure.project(document).services[0], document.root) for document in documents]
    assert [finding.location.path for finding in RULE.check(readings)] == paths


def test_another_repository_has_other_branches() -> None:
    text = BASE + "  a: {trigger: {branch: x}}\n  b: {trigger: {branch: x}, repository: acme/other}\n"
    documents = overlay.documents(source.read(text, "spec.yaml"))
    readings = [Reading(structure.project(document).services[0], document.root) for document in documents]
    assert list(RULE.check(readings)) == []
