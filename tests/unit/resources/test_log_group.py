"""Log groups."""

from __future__ import annotations

from typing import Any

import pytest

from generator.resources.log_group import build_log_group, log_group
from tests.unit.project import container, plain, service


@pytest.mark.parametrize(
    ("build", "logical_id", "name"),
    [(log_group, "LogGroup", "/ecs/shop-prod"), (build_log_group, "BuildLogGroup", "/codebuild/shop-prod")],
)
def test_a_log_group_is_ours_encrypted_and_ends(build: Any, logical_id: str, name: str) -> None:
    made = build(service(container=container(log_retention=90)), "key")
    assert made.title == logical_id
    assert plain(made) == {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "RetainExceptOnCreate",
        "UpdateReplacePolicy": "Retain",
        "Properties": {"LogGroupName": name, "RetentionInDays": 90, "KmsKeyId": "key"},
    }
