"""The KMS key."""

from __future__ import annotations

from generator.resources.key import key, key_alias
from tests.unit.project import plain, project, properties


def test_the_key_is_rotated_and_outlives_its_stack() -> None:
    made = key(project())
    assert properties(made)["EnableKeyRotation"] is True
    assert properties(made)["PendingWindowInDays"] == 30
    assert plain(made)["DeletionPolicy"] == "RetainExceptOnCreate"
    assert plain(made)["UpdateReplacePolicy"] == "Retain"


def test_the_key_has_a_policy_and_a_name_for_people() -> None:
    assert [statement["Sid"] for statement in properties(key(project()))["KeyPolicy"]["Statement"]] == [
        "Account",
        "NoGrants",
        "Logs",
        "Notifications",
    ]
    assert properties(key_alias(project())) == {"AliasName": "alias/shop-prod", "TargetKeyId": {"Ref": "Key"}}
