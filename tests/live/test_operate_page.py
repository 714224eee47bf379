"""docs/operate.md shows what is printed, and names just the permissions that are needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.page import page
from tests.gitflow.sandbox import GitSandbox
from tests.live.environment import SPEC, put_spec, service, stack
from tests.live.here import run_here
from tests.live.release import CANARY, RELEASE, STEADY, Release
from tests.live.running import NEW_TASK, RUNNING, event, written
from tests.live.stand_in import Answers, Refusal, StandIn, standing_in

PAGE = page("docs/operate.md")
_DENIED = Refusal("AccessDeniedException", "not authorized")
_IAM = {"elbv2": "elasticloadbalancing"}
"""The prefix of a service's actions, where botocore's name is another."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


def _permissions(command: str) -> set[str]:
    [row] = [row for row in PAGE.rows if row[0] == f"`{command}`" and ":" in row[1]]
    named = set(re.findall(r"`([a-z]+:[A-Za-z]+)`", row[1]))
    return named | (_permissions("canaryform rollback") if row[1].startswith("the same, ") else set())


def _used(aws: StandIn) -> set[str]:
    # Who is asking, AWS tells everybody.
    return {_action(each.service, each.operation) for each in aws.requests if each.service != "sts"}


def _action(service: str, operation: str) -> str:
    return f"{_IAM.get(service, service)}:{operation}"


def _with_only(permissions: set[str], answers: Answers) -> Answers:
    allowed = permissions | {"sts:GetCallerIdentity"}
    return {name: answer if _action(*name) in allowed else _DENIED for name, answer in answers.items()}


def test_the_example_is_what_is_printed(folder: Path) -> None:
    with standing_in(CANARY) as aws:
        assert aws.run(folder, "status", "-e", "prod").stdout == PAGE.block("text")


def test_what_status_asks(folder: Path) -> None:
    """Where something is wrong it asks for more: why a stack failed, and why tasks are missing."""
    answers: Answers = {
        **CANARY,
        ("cloudformation", "DescribeStacks"): lambda parameters: stack(parameters, "ROLLBACK_COMPLETE"),
        ("cloudformation", "DescribeStackEvents"): {"StackEvents": []},
        ("ecs", "DescribeServices"): service(runningCount=0),
        ("ecs", "ListTasks"): {"taskArns": ["arn"]},
        ("ecs", "DescribeTasks"): {"tasks": []},
    }
    with standing_in(answers) as aws:
        assert aws.run(folder, "status", "-e", "prod").returncode == 1
    assert _used(aws) == _permissions("canaryform status")


@pytest.mark.parametrize("options", [(), ("--to", "v1.2.2"), ("--despite-alarms", "--to", "v1.2.2")])
def test_rollback_needs_no_more(folder: Path, options: tuple[str, ...]) -> None:
    permissions = _permissions(" ".join(["canaryform rollback", *options[:1]]))
    answers: Answers = {**Release().answers, ("codedeploy", "CreateDeployment"): {"deploymentId": RELEASE}}
    with standing_in(_with_only(permissions, answers)) as aws:
        result = aws.run(folder, "rollback", "-e", "prod", "--yes", "--no-wait", *options)
    assert result.returncode == 0, result.stderr
    assert permissions <= _used(aws)


def test_what_release_status_asks(tmp_path: Path) -> None:
    permissions = _permissions("canaryform release status --live")
    with standing_in(_with_only(permissions, STEADY)) as aws:
        result = GitSandbox(tmp_path).release("status", "--live", folder=None, **aws.environment)
    assert "prod (tag v*): 1.2.3" in result.out
    assert _used(aws) == permissions


@pytest.mark.parametrize("words", ["logs", "logs --release"])
def test_what_logs_asks(folder: Path, words: str) -> None:
    """Where there is no line, it asks when the last one was written."""
    with standing_in({**RUNNING, **written(lambda: [event(1, "old", NEW_TASK, seconds_ago=9000)])}) as aws:
        assert run_here(aws, folder, *words.split(), "-e", "prod").code == 0
    assert _used(aws) == _permissions(f"canaryform {words}")


def test_what_exec_asks(folder: Path) -> None:
    (folder / "specs/shop.yaml").write_text(SPEC.replace("{port: 3000}", "{port: 3000, exec: true, read_only: false}"))
    with standing_in(RUNNING) as aws:
        assert run_here(aws, folder, "exec", "-e", "prod", PATH="/nowhere").code == 3
    assert _used(aws) == _permissions("canaryform exec") - {"ecs:ExecuteCommand"}


def test_what_open_asks(folder: Path) -> None:
    with standing_in(STEADY) as aws:
        assert run_here(aws, folder, "open", "-e", "prod", "--print").code == 0
    assert _used(aws) == _permissions("canaryform open")
