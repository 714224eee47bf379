"""``canaryform logs``: what tasks write, and what it says where there is nothing to read."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import surroundings
from tests.live.environment import NOON, NOTHING, REVISION, put_spec
from tests.live.here import Ran, run_here
from tests.live.release import CANARY, NEW_REVISION
from tests.live.running import GONE_TASK, GROUP, MISSING, OLD_TASK, RUNNING, ecs, event, stream, task, written
from tests.live.stand_in import Answer, Answers, Refusal, StandIn, standing_in
from tests.patience import SECONDS, read_until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


def _logs(folder: Path, answers: Answers, *options: str) -> Ran:
    with standing_in(answers) as aws:
        return run_here(aws, folder, "logs", "-e", "prod", *options)


def _said(ran: Ran) -> list[str]:
    """The lines without their times, which are all there."""
    lines = ran.out.splitlines()
    assert all(re.match(r"\d\d:\d\d:\d\dZ ", line) for line in lines)
    return [line[10:] for line in lines]


def test_what_every_task_writes(folder: Path) -> None:
    ran = _logs(folder, RUNNING)
    assert (ran.code, ran.err) == (0, "")
    assert _said(ran) == ["aaaaaaaa old one is up", "bbbbbbbb new one is up", "aaaaaaaa GET /"]


def test_what_the_release_writes(folder: Path) -> None:
    assert _said(_logs(folder, RUNNING, "--release")) == ["bbbbbbbb new one is up"]


def test_a_release_that_was_taken_back_is_read_for_an_hour(folder: Path) -> None:
    gone = task(GONE_TASK, NEW_REVISION, "STOPPED")
    answers: Answers = {
        **RUNNING,
        **ecs([task(OLD_TASK, REVISION)], [gone]),
        **written(lambda: [event(1, "cannot bind", GONE_TASK), event(2, "GET /")]),
        ("ecs", "DescribeServices"): {"services": [{"serviceName": "shop-prod", "status": "ACTIVE"}]},
    }
    assert _said(_logs(folder, answers, "--release")) == ["cccccccc cannot bind"]


def test_a_task_that_starts_has_no_stream_yet(folder: Path) -> None:
    """FilterLogEvents refuses a stream that is not there."""
    answers: Answers = {**RUNNING, **written(lambda: [event(1, "GET /")])}
    ran = _logs(folder, answers, "--release")
    assert (ran.code, ran.out) == (0, "")
    assert "no line in that time; the last one is of" in ran.err


def test_lines_for_a_program(folder: Path) -> None:
    answers: Answers = {
        **RUNNING,
        **written(lambda: [event(1, "a\tb\x1b[31m", timestamp=int(NOON.timestamp() * 1000) + 7)]),
    }
    [line] = _logs(folder, answers, "--json", "--since", "3000d").out.splitlines()
    expected = {"time": "2026-01-02T12:00:00.007Z", "task": OLD_TASK, "container": "shop", "message": "a\tb\x1b[31m"}
    assert json.loads(line) == expected


def test_what_steers_a_terminal_is_spelt_out(folder: Path) -> None:
    hostile = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \u202egnirts\n  at <anonymous>\r\n"
    answers: Answers = {**RUNNING, **written(lambda: [event(1, hostile, logStreamName=stream(OLD_TASK, "proxy"))])}
    first, second = _logs(folder, answers).out.splitlines()
    assert first[10:] == r"aaaaaaaa/proxy red \x1b]0;title\x07 \u202egnirts"
    assert second.strip() == "at <anonymous>"


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        (
            {("logs", "FilterLogEvents"): MISSING},
            3,
            [f"there is no log group {GROUP}", "`canaryform deploy specs/shop.yaml -e prod` makes it"],
        ),
        (
            {("logs", "FilterLogEvents"): Refusal("AccessDeniedException", "User: me is not authorized")},
            3,
            ["User: me is not authorized", "logs:FilterLogEvents and logs:DescribeLogStreams allowed on arn:aws:logs"],
        ),
        (written(), 0, ["nothing has been written yet: `canaryform status specs/shop.yaml -e prod`"]),
        (
            written(lambda: [event(1, "old", seconds_ago=90_000)]),
            0,
            ["no line in that time; the last one is of", "--since 2d"],
        ),
        (
            {**written(), ("logs", "DescribeLogStreams"): Refusal("AccessDeniedException", "no")},
            0,
            ["no line in that time"],
        ),
    ],
    ids=["no log group", "denied", "never written", "long ago", "streams denied"],
)
def test_where_there_is_nothing_to_read(folder: Path, answers: Answers, code: int, words: list[str]) -> None:
    ran = _logs(folder, {**RUNNING, **answers})
    assert (ran.code, ran.out) == (code, "")
    assert all(word in ran.err for word in words), ran.err


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (NOTHING, "the service is not deployed"),
        ({**CANARY, **ecs([])}, "none runs, and ECS tells of stopped ones for an hour"),
    ],
    ids=["not deployed", "no task"],
)
def test_a_release_without_tasks(folder: Path, answers: Answers, words: str) -> None:
    ran = _logs(folder, answers, "--release")
    assert (ran.code, ran.out) == (3, "")
    assert words in ran.err
    assert "hint: `canaryform " in ran.err


@pytest.mark.parametrize("time", ["10", "0m", "tenm", "4000d", "-5m", "1.5h", "99999999999s"])
def test_a_time_has_a_unit(folder: Path, time: str) -> None:
    ran = _logs(folder, {}, "--since", time)
    assert ran.code == 2
    assert "--since" in ran.err


def _following(aws: StandIn, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "generator", "logs", "-e", "prod", "--follow", "--every", "1"],
        cwd=folder,
        env=surroundings(**aws.environment, AWS_MAX_ATTEMPTS="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_following_gives_each_line_once_and_ends_quietly(folder: Path) -> None:
    """A line that arrives late, with an earlier time, is given too."""
    events = [event(1, "first", seconds_ago=5)]
    looks: list[Answer] = []

    def growing(parameters: object) -> Answer:
        looks.append({"events": [*events]})
        events[:] = [event(2, "late", seconds_ago=9), *events] if len(looks) == 1 else events
        return looks[-1]

    with standing_in({**RUNNING, ("logs", "FilterLogEvents"): growing}) as aws:
        process = _following(aws, folder)
        try:
            assert process.stdout
            seen = read_until(process.stdout.fileno(), lambda text: "late" in text)
            process.send_signal(signal.SIGINT)
            rest, error = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
    assert [line[10:] for line in (seen + rest).splitlines()] == ["aaaaaaaa first", "aaaaaaaa late"]
    assert (process.returncode, error) == (130, "")


def test_following_goes_on_when_aws_does_not_answer_and_ends_when_nobody_reads(folder: Path) -> None:
    looks: list[object] = []

    def flaky(parameters: object) -> Answer:
        looks.append(parameters)
        return {"events": [event(len(looks), f"line {len(looks)}", seconds_ago=1)]}

    def fault(request: object, status: int, kind: str, body: bytes) -> bytes | None:
        return b"not HTTP\r\n\r\n" if len(looks) == 2 else None

    with standing_in({**RUNNING, ("logs", "FilterLogEvents"): flaky}, fault) as aws:
        process = _following(aws, folder)
        try:
            assert process.stdout
            read_until(process.stdout.fileno(), lambda text: "line 3" in text)
            process.stdout.close()
            process.stdout = None
            error = process.communicate(timeout=SECONDS)[1]
        finally:
            process.kill()
    assert process.returncode == 0
    assert error.count("; trying again") == 1
