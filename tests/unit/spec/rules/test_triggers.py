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


def test_one_tag_starts_those_that_an_image_goes_through() -> None:
    text = BASE + "".join(
        f"  {name}: {{trigger: {{tag: v*}}, promote: {source_of_images}}}\n"
        for name, source_of_images in (("stage", "null"), ("us", "stage"), ("eu", "us"), ("ap", "stage"))
    )
    documents = overlay.documents(source.read(text, "spec.yaml"))
    readings = [Reading(structure.project(document).services[0], document.root) for document in documents]
    [finding] = RULE.check(readings)
    assert (finding.location.path, finding.message.split()[-2]) == ("environments.ap.trigger.tag", "us")
