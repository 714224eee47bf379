"""Trust policies: one service, on behalf of this account, and of our own resource where AWS says which."""

from __future__ import annotations

from typing import Any

import pytest
from troposphere import Sub

from generator.policies import codebuild, codedeploy, codepipeline, execution, task
from generator.policies.trust import policy, service_trust
from tests.unit.policies.table import Rule, regional, table
from tests.unit.project import plain, service


def _trust(principal: str, **source: str) -> dict[str, Rule]:
    conditions: dict[str, dict[str, str]] = {"StringEquals": {"aws:SourceAccount": "ACCOUNT"}}
    if source:
        conditions["ArnLike"] = {"aws:SourceArn": source["source"]}
    return {"": Rule("sts:AssumeRole", conditions=conditions, principal=f"Service {principal}.amazonaws.com")}


@pytest.mark.parametrize(
    ("trust", "expected"),
    [
        (task.trust, _trust("ecs-tasks", source=regional("ecs", "*"))),
        (execution.trust, _trust("ecs-tasks", source=regional("ecs", "*"))),
        (codebuild.trust, _trust("codebuild", source=regional("codebuild", "project/shop-prod"))),
        (codedeploy.trust, _trust("codedeploy", source=regional("codedeploy", "deploymentgroup:shop-prod/shop-prod"))),
        (codepipeline.trust, _trust("codepipeline")),
    ],
)
def test_a_role_is_for_one_service_that_acts_for_this_account(trust: Any, expected: dict[str, Rule]) -> None:
    assert table(trust(service())) == expected


def test_a_source_is_one_condition_more() -> None:
    assert table(service_trust("x.amazonaws.com", Sub("arn:aws:x"))) == _trust("x", source="arn:aws:x")
    assert table(service_trust("x.amazonaws.com")) == _trust("x")


def test_a_policy_has_the_version_that_knows_variables() -> None:
    assert plain(policy([])) == {"Version": "2012-10-17", "Statement": []}
