"""The ECR repositories and what they forget."""

from __future__ import annotations

import json
from typing import Any

import pytest
from troposphere.ecr import Repository

from generator.naming import EnvironmentNames, ServiceNames
from generator.resources.repository import branch_repository, release_repository
from tests.unit.project import images, plain, properties

_BRANCH = branch_repository(images(), ServiceNames(EnvironmentNames("shop", "dev")), "v")


def _rules(made: Repository) -> list[dict[str, Any]]:
    document = json.loads(properties(made)["LifecyclePolicy"]["LifecyclePolicyText"])
    assert document.keys() == {"rules"}
    return list(document["rules"])


@pytest.mark.parametrize(("made", "name"), [(release_repository(images()), "shop"), (_BRANCH, "shop/dev")])
def test_a_tag_is_pushed_once_and_scanned(made: Repository, name: str) -> None:
    body = properties(made)
    assert body["RepositoryName"] == name
    assert body["ImageTagMutability"] == "IMMUTABLE"
    assert body["ImageScanningConfiguration"] == {"ScanOnPush": True}
    assert body["EncryptionConfiguration"] == {"EncryptionType": "KMS"}


@pytest.mark.parametrize("made", [release_repository(images()), _BRANCH])
def test_images_outlive_their_stack(made: Repository) -> None:
    assert plain(made)["DeletionPolicy"] == "RetainExceptOnCreate"
    assert plain(made)["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize(
    ("made", "prefixes"),
    [
        (release_repository(images()), ["v"]),
        (release_repository(images(release_tag_prefixes=("shop-v", "v"))), ["shop-v", "v"]),
        (_BRANCH, ["v", "git-"]),
        (branch_repository(images(), ServiceNames(EnvironmentNames("shop", "dev")), "git-"), ["git-"]),
    ],
)
def test_each_kind_of_image_has_a_rule_with_a_priority_of_its_own(made: Repository, prefixes: list[str]) -> None:
    rules = _rules(made)
    assert [rule["rulePriority"] for rule in rules] == list(range(1, len(prefixes) + 2))
    assert all(rule["action"] == {"type": "expire"} for rule in rules)
    assert all(rule["description"] for rule in rules)
    assert [rule["selection"].get("tagPrefixList") for rule in rules] == [None, *([prefix] for prefix in prefixes)]


def test_releases_stay_longer_than_builds_and_untagged_images_go_in_a_week() -> None:
    untagged, releases, builds = (rule["selection"] for rule in _rules(_BRANCH))
    assert untagged == {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 7}
    assert releases == {
        "tagStatus": "tagged",
        "tagPrefixList": ["v"],
        "countType": "imageCountMoreThan",
        "countNumber": 100,
    }
    assert builds == {**releases, "tagPrefixList": ["git-"], "countNumber": 30}
