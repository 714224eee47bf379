"""A job's name after ``-s``: commands that take one, and those that say why they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import put_spec
from tests.live.environment import NOTHING
from tests.live.here import run_here
from tests.live.running import MISSING, event, written
from tests.live.stand_in import Answers, standing_in
from tests.live.test_run import ANSWERS, SPEC, TASK


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path).write_text(SPEC, encoding="utf-8")
    return tmp_path


def test_logs_shows_what_its_runs_write(folder: Path) -> None:
    with standing_in(ANSWERS) as aws:
        ran = run_here(aws, folder, "logs", "-e", "prod", "-s", "nightly")
    groups = {each.parameters["logGroupName"] for each in aws.requests if each.service == "logs"}
    assert (ran.code, groups) == (0, {"/ecs/shop-prod/nightly"})
    assert [line.split(" ", 1)[1] for line in ran.out.splitlines()] == ["dddddddd begun", "dddddddd done"]


def test_logs_names_the_container_that_ended_it_in_time(folder: Path) -> None:
    late = written(lambda: [event(1, "late", logStreamName=f"task/timeout/{TASK}")])
    with standing_in({**NOTHING, **late}) as aws:
        ran = run_here(aws, folder, "logs", "-e", "prod", "-s", "nightly")
    assert ran.out.endswith("dddddddd/timeout late\n")


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        ({("logs", "FilterLogEvents"): MISSING}, 3, "/ecs/shop-prod/nightly: the job is not deployed"),
        (written(), 0, "nothing has been written yet: `canaryform status specs/shop.yaml -e prod -s nightly`"),
    ],
)
def test_logs_says_why_there_is_nothing_of_a_job(folder: Path, answers: Answers, code: int, words: str) -> None:
    with standing_in({**NOTHING, **answers}) as aws:
        ran = run_here(aws, folder, "logs", "-e", "prod", "-s", "nightly")
    assert (ran.code, words in ran.err) == (code, True), ran.err


@pytest.mark.parametrize(
    "command",
    [
        ["open"],
        ["exec"],
        ["continue"],
        ["rollback"],
        ["rollback", "--to", "v1.2.3"],
        ["power"],
        ["migrate", "--to", "ecs"],
    ],
)
def test_what_a_job_has_not_is_refused_before_aws_is_asked(folder: Path, command: list[str]) -> None:
    with standing_in({}) as aws:
        ran = run_here(aws, folder, *command, "-e", "prod", "-s", "nightly")
    assert (ran.code, aws.requests) == (2, [])
    assert f"nightly is a job, and `canaryform {command[0]}` is about services: -s main is" in " ".join(ran.err.split())


def test_no_release_is_of_a_job(folder: Path) -> None:
    with standing_in({}) as aws:
        ran = run_here(aws, folder, "release", "status", "-s", "nightly")
    assert ran.code == 1
    assert "nightly is a job: it gets the image of main after a release of that, -s main" in ran.err


def test_logs_of_a_release_are_a_service_s(folder: Path) -> None:
    with standing_in({}) as aws:
        ran = run_here(aws, folder, "logs", "-e", "prod", "-s", "nightly", "--release")
    assert (ran.code, aws.requests) == (2, [])
    assert "--release goes with a service" in ran.err
