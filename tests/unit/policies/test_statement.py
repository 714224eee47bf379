"""The statements that several principals share."""

from __future__ import annotations

import pytest
from awacs import s3
from awacs.aws import StringEquals, StringLike
from troposphere import GetAtt

from generator.naming import EnvironmentNames, ServiceNames
from generator.policies import statement
from generator.policies.trust import policy
from tests.unit.policies.table import ARTIFACTS, KEY, KEY_USE, PASS_ROLES, Rule, regional, table
from tests.unit.project import plain

NAMES = ServiceNames(EnvironmentNames("shop", "prod"))
KEY_ARN = GetAtt("Key", "Arn")


def test_all_conditions_must_hold() -> None:
    made = statement.allow("Sid", [s3.GetObject], ["*"], StringEquals("a", "b"), StringLike("c", "d"))
    assert table(policy([made])) == {
        "Sid": Rule("s3:GetObject", "*", {"StringEquals": {"a": "b"}, "StringLike": {"c": "d"}})
    }


def test_without_conditions_there_is_none() -> None:
    assert "Condition" not in plain(policy([statement.allow("Sid", [s3.GetObject], ["*"])]))["Statement"][0]


@pytest.mark.parametrize("services", [("ecs-tasks.amazonaws.com",), ("ecs.amazonaws.com", "ecs-tasks.amazonaws.com")])
def test_exactly_the_task_s_two_roles_are_passed_and_to_ecs_only(services: tuple[str, ...]) -> None:
    assert table(policy([statement.pass_roles(NAMES, *services)])) == {
        "PassTaskRoles": Rule("iam:PassRole", PASS_ROLES, {"StringEquals": {"iam:PassedToService": " ".join(services)}})
    }


def test_logs_are_written_to_a_group_that_exists_with_the_key_through_cloudwatch_logs_only() -> None:
    assert table(policy([statement.write_logs("/ecs/shop-prod"), statement.log_key(KEY_ARN)])) == {
        "WriteLogs": Rule("logs:CreateLogStream logs:PutLogEvents", regional("logs", "log-group:/ecs/shop-prod:*")),
        "LogKey": Rule(KEY_USE, KEY, {"StringEquals": {"kms:ViaService": "logs.REGION.SUFFIX"}}),
    }


@pytest.mark.parametrize(("write", "more"), [(False, ""), (True, " s3:PutObject")])
def test_artifacts_are_written_only_where_asked(write: bool, more: str) -> None:
    assert table(policy([statement.artifact_objects(NAMES, write=write)])) == {
        "Artifacts": Rule(f"s3:GetObject s3:GetObjectVersion{more}", f"{ARTIFACTS}/*")
    }


@pytest.mark.parametrize(("write", "actions"), [(False, "kms:Decrypt"), (True, KEY_USE)])
def test_a_reader_decrypts_and_nothing_else(write: bool, actions: str) -> None:
    assert table(policy([statement.artifact_key(KEY_ARN, write=write)])) == {"ArtifactKey": Rule(actions, KEY)}
