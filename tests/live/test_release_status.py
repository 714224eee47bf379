"""``canaryform release status --live``: the version that each environment runs, or why nobody knows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.gitflow.sandbox import GitSandbox, Result
from tests.live.environment import BLUE, REVISION
from tests.live.release import STEADY, task_sets
from tests.live.stand_in import Answer, Answers, Refusal, standing_in

_HERE = "environments  "


@pytest.fixture
def sandbox(tmp_path: Path) -> GitSandbox:
    return GitSandbox(tmp_path)


def _status(sandbox: GitSandbox, answers: Answers, *options: str, code: int = 0) -> tuple[Result, int]:
    """What it says, and how often AWS was asked; it ends with 3 where a version could not be had."""
    with standing_in(answers) as aws:
        result = sandbox.release("status", *options, folder=None, **aws.environment)
    assert aws.mistakes == []
    assert (result.code, result.err) == (code, "")
    return result, len(aws.requests)


def _environments(result: Result) -> list[str]:
    lines = [line.removeprefix("environments").strip() for line in result.out.splitlines()]
    return [line for line in lines if line.startswith(("dev (", "prod ("))]


def test_without_the_option_nobody_is_asked(sandbox: GitSandbox) -> None:
    result, asked = _status(sandbox, {})
    assert asked == 0
    assert _environments(result)[1] == "prod (tag v*): unknown, since AWS was not asked"


def test_each_environment_by_itself(sandbox: GitSandbox) -> None:
    def services(parameters: Mapping[str, Any]) -> Answer:
        if parameters["cluster"] == "shop-dev":
            return Refusal("AccessDeniedException", "not authorized to perform: ecs:DescribeServices")
        return dict(task_sets(("PRIMARY", REVISION, BLUE)))

    result, asked = _status(sandbox, {**STEADY, ("ecs", "DescribeServices"): services}, "--live", code=3)
    why = "unknown, AWS refused DescribeServices: not authorized to perform: ecs:DescribeServices"
    assert _environments(result) == [
        f"dev (branch develop): {why} [AccessDeniedException]",
        "prod (tag v*): 1.2.3",
    ]
    assert asked == 5


def test_nothing_is_deployed(sandbox: GitSandbox) -> None:
    missing = Refusal("ClusterNotFoundException", "Cluster not found.")
    result, _ = _status(sandbox, {**STEADY, ("ecs", "DescribeServices"): missing}, "--live", "--json")
    assert json.loads(result.out)["environments"][1] == {
        "name": "prod",
        "trigger": "tag v*",
        "version": None,
        "unknown": "",
    }


def test_an_account_that_is_not_the_specs(sandbox: GitSandbox) -> None:
    owned = '  prod:\n    account: "111122223333"\n'
    sandbox.write("specs/shop.yaml", sandbox.read("specs/shop.yaml").replace("  prod:\n", owned))
    result, _ = _status(sandbox, STEADY, "--live", code=3)
    assert _environments(result)[1] == (
        "prod (tag v*): unknown, it belongs to the account 111122223333, and these credentials are of 123456789012"
    )


def test_a_session_that_has_expired(sandbox: GitSandbox) -> None:
    expired = Refusal("ExpiredToken", "The security token included in the request is expired", 403)
    result, _ = _status(sandbox, {("sts", "GetCallerIdentity"): expired}, "--live", code=3)
    assert "prod (tag v*): unknown, AWS refused GetCallerIdentity" in _environments(result)[1]
