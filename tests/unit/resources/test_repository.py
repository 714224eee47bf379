"""The ECR repository and what it forgets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.resources.repository import repository
from tests.unit.project import plain, properties, shared


def _rules(*prefixes: str) -> list[dict[str, Any]]:
    made = repository(shared(release_tag_prefixes=prefixes))
    document = json.loads(properties(made)["LifecyclePolicy"]["LifecyclePolicyText"])
    assert document.keys() == {"rules"}
    return list(document["rules"])


def test_a_tag_is_pushed_once_and_scanned() -> None:
    body = properties(repository(shared()))
    assert body["RepositoryName"] == "shop"
    assert body["ImageTagMutability"] == "IMMUTABLE"
    assert body["ImageScanningConfiguration"] == {"ScanOnPush": True}
    assert body["EncryptionConfiguration"] == {"EncryptionType": "KMS"}


def test_images_outlive_their_stack() -> None:
    assert plain(repository(shared()))["DeletionPolicy"] == "RetainExceptOnCreate"
    assert plain(repository(shared()))["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("prefixes", [(), ("v",), ("shop-v", "v")])
def test_each_kind_of_image_has_a_rule_with_a_priority_of_its_own(prefixes: tuple[str, ...]) -> None:
    rules = _rules(*prefixes)
    assert [rule["rulePriority"] for rule in rules] == list(range(1, len(prefixes) + 3))
    assert all(rule["action"] == {"type": "expire"} for rule in rules)
    assert all(rule["description"] for rule in rules)
    assert [rule["selection"].get("tagPrefixList") for rule in rules] == [
        None,
        *([prefix] for prefix in prefixes),
        ["git-"],
    ]


def test_releases_stay_longer_than_builds_and_untagged_images_go_in_a_week() -> None:
    untagged, releases, builds = (rule["selection"] for rule in _rules("v"))
    assert untagged == {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 7}
    assert releases == {
        "tagStatus": "tagged",
        "tagPrefixList": ["v"],
        "countType": "imageCountMoreThan",
        "countNumber": 100,
    }
    assert builds == {**releases, "tagPrefixList": ["git-"], "countNumber": 30}
