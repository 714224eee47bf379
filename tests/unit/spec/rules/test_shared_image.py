"""Environments whose pipelines release each other's images."""

from __future__ import annotations

import pytest

from generator.spec import overlay, source, structure
from generator.spec.rules.protocol import Reading
from generator.spec.rules.shared_image import RULE

_BASE = "project: shop\nregion: us-west-2\nrepository: acme/shop\nservice: {port: 1}\nenvironments:\n"
_ARM = "service: {architecture: arm64}"


def _paths(*environments: str) -> list[str]:
    text = _BASE + "".join(f"  e{number}: {{{environment}}}\n" for number, environment in enumerate(environments))
    documents = overlay.documents(source.read(text, "spec.yaml"))
    readings = [Reading(structure.project(document).services[0], document.root) for document in documents]
    return [finding.location.path for finding in RULE.check(readings)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trigger: {tag: v*}", "trigger: {tag: v*}"),
        ("trigger: {tag: v*}", "trigger: {tag: v1.*}"),
        ("trigger: {tag: 'v[12]*'}", "trigger: {tag: v1.0.0}"),
        ("trigger: {tag: v1.0.0}", "trigger: {tag: v1.0.0}"),
        ('trigger: {tag: v*}, account: "111122223333"', "trigger: {tag: v*}"),
        ('trigger: {tag: v*}, account: "111122223333"', 'trigger: {tag: v*}, account: "111122223333"'),
    ],
)
def test_they_share_images(one: str, other: str) -> None:
    assert _paths(one, other) == []
    assert _paths(one, f"{other}, {_ARM}") == ["environments.e1.service.architecture"]
    assert _paths(f"{one}, {_ARM}", other) == ["environments.e0.service.architecture"]
    assert _paths(f"{one}, {_ARM}", f"{other}, {_ARM}") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trigger: {tag: v*}", "trigger: {branch: develop}"),
        ("trigger: {branch: develop}", "trigger: {branch: testing}"),
        ("trigger: {tag: va*}", "trigger: {tag: vb*}"),
        ("trigger: {tag: v1.0.0}", "trigger: {tag: v2.0.0}"),
        ("trigger: {tag: v*}, region: eu-west-1", "trigger: {tag: v*}"),
        ("trigger: {tag: v*}, repository: acme/other", "trigger: {tag: v*}"),
        ('trigger: {tag: v*}, account: "123456789012"', 'trigger: {tag: v*}, account: "111122223333"'),
    ],
)
def test_they_do_not(one: str, other: str) -> None:
    assert _paths(one, f"{other}, {_ARM}") == []


def test_arguments_and_target_of_the_build_count_too() -> None:
    one, other = "build: {args: {A: 1}, target: a}", "build: {args: {A: 2}, target: b}"
    assert _paths(f"trigger: {{tag: v*}}, {one}", f"trigger: {{tag: v*}}, {other}") == [
        "environments.e1.build.args",
        "environments.e1.build.target",
    ]
    assert _paths(f"trigger: {{tag: v*}}, {one}", f"trigger: {{tag: v*}}, {one}") == []


def test_each_difference_is_named_between_all_that_share() -> None:
    ours = "service: {context: app, dockerfile: Own}"
    found = _paths("trigger: {tag: v*}", f"trigger: {{tag: v*}}, {ours}", f"trigger: {{tag: v*}}, {ours}")
    assert found == [
        "environments.e1.service.context",
        "environments.e1.service.dockerfile",
        "environments.e2.service.context",
        "environments.e2.service.dockerfile",
    ]
