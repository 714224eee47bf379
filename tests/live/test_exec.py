"""``canaryform exec``: the task that it chooses, what it runs there, and what it says where there is no shell."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.live.environment import NOTHING, REVISION, SPEC, put_spec
from tests.live.here import Ran, run_here
from tests.live.release import CANARY, NEW_REVISION
from tests.live.running import NEW_TASK, OLD_TASK, RUNNING, ecs, task
from tests.live.stand_in import Answers, standing_in

_ALLOWED = SPEC.replace("{port: 3000}", "{port: 3000, exec: true, read_only: false}")
_RUNS = ["aws", "ecs", "execute-command", "--region", "us-west-2", "--cluster", "shop-prod"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    (tmp_path / "specs/shop.yaml").write_text(_ALLOWED)
    return tmp_path


def _put_program(folder: Path, name: str, *, code: int = 0) -> None:
    """A program that writes down its arguments."""
    file = folder / "bin" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name}" "$@" > "{folder}/ran"\nexit {code}\n')
    file.chmod(0o755)


def _exec(
    folder: Path,
    answers: Answers,
    *words: str,
    programs: tuple[str, ...] = ("aws", "session-manager-plugin"),
    code: int = 0,
) -> Ran:
    for name in programs:
        _put_program(folder, name, code=code)
    path = os.pathsep.join([str(folder / "bin"), str(Path(sys.executable).parent / "none"), "/nowhere"])
    with standing_in(answers) as aws:
        return run_here(aws, folder, "exec", "-e", "prod", *words, PATH=path)


def _ran(folder: Path) -> list[str]:
    return (folder / "ran").read_text().splitlines()


def test_a_shell_in_a_task_that_answers_users(folder: Path) -> None:
    ran = _exec(folder, RUNNING)
    assert (ran.code, ran.err) == (0, f"task {OLD_TASK} of shop-prod\n")
    rest = ["--task", OLD_TASK, "--container", "shop", "--interactive", "--command", "/bin/sh"]
    assert _ran(folder) == [*_RUNS, *rest]


def test_a_command_in_a_task_of_the_release(folder: Path) -> None:
    """What stands behind the two hyphens is a command, whose words stay apart; the first is no SPEC."""
    ran = _exec(folder, RUNNING, "--release", "--", "sh", "-c", "echo a b")
    assert ran.code == 0
    assert _ran(folder)[7:9] == ["--task", NEW_TASK]
    assert _ran(folder)[-1] == "sh -c 'echo a b'"


def test_its_exit_code_is_ours(folder: Path) -> None:
    assert _exec(folder, RUNNING, code=42).code == 42


def test_the_task_is_named_by_its_first_letters(folder: Path) -> None:
    assert _exec(folder, RUNNING, "--task", "bbb").code == 0
    assert _ran(folder)[8] == NEW_TASK
    ran = _exec(folder, RUNNING, "--task", "f")
    assert ran.code == 3
    assert "no running task's id begins with f" in ran.err
    assert "hint: there are aaaaaaaa, bbbbbbbb" in ran.err


def test_the_spec_does_not_allow_it(folder: Path) -> None:
    (folder / "specs/shop.yaml").write_text(SPEC)
    ran = _exec(folder, RUNNING)
    assert ran.code == 1
    assert "specs/shop.yaml:4:10: error: service: allows no shell in a task of shop-prod: exec is false" in ran.err
    assert "`exec: true` and `read_only: false`" in ran.err
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    ("programs", "missing"), [((), "aws"), (("aws",), "session-manager-plugin")], ids=["no CLI", "no plugin"]
)
def test_what_has_to_be_installed(folder: Path, programs: tuple[str, ...], missing: str) -> None:
    ran = _exec(folder, RUNNING, programs=programs)
    assert ran.code == 3
    assert f"{missing} is not installed" in ran.err
    assert "hint: how to: https://docs.aws.amazon.com/" in ran.err
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (NOTHING, "the service is not deployed"),
        ({**CANARY, **ecs([])}, "shop-prod has no tasks"),
        ({**CANARY, **ecs([task(OLD_TASK, REVISION, "PENDING")])}, "no task runs"),
        ({**CANARY, **ecs([task(OLD_TASK, REVISION, agent="")])}, "task aaaaaaaa was started without ECS Exec"),
        ({**CANARY, **ecs([task(OLD_TASK, REVISION, agent="STOPPED")])}, "answers it is STOPPED"),
    ],
    ids=["not deployed", "no task", "starting", "without exec", "agent stopped"],
)
def test_no_task_has_a_shell(folder: Path, answers: Answers, words: str) -> None:
    ran = _exec(folder, answers)
    assert (ran.code, ran.out) == (3, "")
    assert words in ran.err
    assert "hint: " in ran.err
    assert not (folder / "ran").exists()


def test_a_task_whose_agent_runs_is_taken_before_one_that_starts(folder: Path) -> None:
    fresh = task(NEW_TASK, REVISION, agent="PENDING")
    assert _exec(folder, {**CANARY, **ecs([fresh, task(OLD_TASK, REVISION), task("d" * 32, NEW_REVISION)])}).code == 0
    assert _ran(folder)[8] == OLD_TASK
