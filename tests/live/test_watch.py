"""``canaryform status --watch``: on a terminal, in a pipe, when AWS stops answering, until Ctrl-C."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.cli.command import surroundings
from tests.live.environment import put_spec, rules
from tests.live.fault import KINDS, everywhere
from tests.live.release import CANARY, STEADY
from tests.live.stand_in import Answer, Answers, Fault, Request, StandIn, standing_in
from tests.patience import SECONDS, read_until, wait_until

_COMMAND = [sys.executable, "-m", "generator", "status", "-e", "prod", "--watch", "--every", "1"]
_INTERRUPTED = "interrupted, nothing was changed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


@contextmanager
def _watching(aws: StandIn, folder: Path, stdout: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        _COMMAND,
        cwd=folder,
        env=surroundings(**aws.environment, AWS_MAX_ATTEMPTS="1"),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _end(process: subprocess.Popen[str]) -> tuple[int, str]:
    process.send_signal(signal.SIGINT)
    error = process.communicate(timeout=SECONDS)[1]
    return process.returncode, error.strip()


def test_in_a_pipe_it_says_what_changed_and_nothing_else(folder: Path) -> None:
    looks = []

    def moving(parameters: Mapping[str, Any]) -> Answer:
        looks.append(parameters)
        return rules(90, 10) if len(looks) < 3 else rules(0, 100)

    answers: Answers = {**CANARY, ("elbv2", "DescribeRules"): moving}
    with standing_in(answers) as aws, _watching(aws, folder, subprocess.PIPE) as process:
        assert process.stdout
        lines = read_until(process.stdout.fileno(), lambda text: text.count("\n") >= 2).splitlines()
        assert _end(process) == (130, _INTERRUPTED)
    times = [re.match(r"\d\d:\d\d:\d\dZ shop-prod: ", line) for line in lines]
    assert all(times)
    after = "d-RELEASE01 InProgress at AllowTraffic; stage Deploy InProgress; well"
    assert [line.partition(": ")[2] for line in lines] == [
        f"blue 90 % 1.2.3, tasks 2 of 2, targets 2 healthy; green 10 % 1.3.0, tasks 2 of 2, targets 2 healthy; {after}",
        f"blue 0 % 1.2.3, tasks 2 of 2, targets 2 healthy; green 100 % 1.3.0, tasks 2 of 2, targets 2 healthy; {after}",
    ]


def test_on_a_terminal_it_draws_the_page_again(folder: Path) -> None:
    ours, theirs = pty.openpty()
    with standing_in(STEADY) as aws, _watching(aws, folder, theirs) as process:
        os.close(theirs)
        seen = read_until(ours, lambda text: text.count("Ctrl-C ends it") >= 2)
        assert _end(process) == (130, _INTERRUPTED)
    os.close(ours)
    assert "every 1 s" in seen
    assert "\x1b[2K" in seen  # The page before is wiped away, not followed by the next.


_KINDS = {
    "portal": "what came back is no answer of AWS: HTTP 200",
    "empty 500": "what came back is no answer of AWS: HTTP 500",
    "no HTTP": "Connection was closed before we received a valid response",
}


def _unfolded(text: str) -> str:
    """What a terminal shows, without colours and in one line."""
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", text).split())


def _when(is_broken: Event, kind: str) -> Fault:
    """The fault in place of every answer, from when ``is_broken`` on."""

    def fault(request: Request, status: int, content: str, body: bytes) -> bytes | None:
        return KINDS[kind](status, content, body) if is_broken.is_set() else None

    return fault


@pytest.mark.parametrize("kind", _KINDS)
def test_without_an_answer_at_first_it_ends(folder: Path, kind: str) -> None:
    with standing_in(STEADY, everywhere(kind)) as aws, _watching(aws, folder, subprocess.PIPE) as process:
        out, error = process.communicate(timeout=SECONDS)
    assert (process.returncode, out) == (3, "")
    assert _KINDS[kind] in error
    assert "Traceback" not in error


@pytest.mark.parametrize("kind", _KINDS)
def test_in_a_pipe_it_says_why_there_are_no_answers_and_goes_on(folder: Path, kind: str) -> None:
    is_broken = Event()
    with (
        standing_in(STEADY, _when(is_broken, kind)) as aws,
        _watching(aws, folder, subprocess.PIPE) as process,
    ):
        assert process.stdout
        descriptor = process.stdout.fileno()
        read_until(descriptor, lambda text: text.endswith("; well\n"))
        is_broken.set()
        said = read_until(descriptor, lambda text: "traffic unknown; pipeline unknown; alarms unknown" in text)
        is_broken.clear()
        read_until(descriptor, lambda text: text.endswith("; well\n"))
        assert _end(process) == (130, _INTERRUPTED)
    assert _KINDS[kind] in said


@pytest.mark.parametrize("kind", _KINDS)
def test_on_a_terminal_the_page_says_why(folder: Path, kind: str) -> None:
    ours, theirs = pty.openpty()
    is_broken = Event()
    with standing_in(STEADY, _when(is_broken, kind)) as aws, _watching(aws, folder, theirs) as process:
        os.close(theirs)
        read_until(ours, lambda text: "Ctrl-C ends it" in text)
        is_broken.set()
        read_until(ours, lambda text: _KINDS[kind] in _unfolded(text))
        assert _end(process) == (130, _INTERRUPTED)
    os.close(ours)


def test_while_the_endpoint_hangs_it_says_what_it_waits_for_and_then_goes_on(folder: Path) -> None:
    is_broken, is_over = Event(), Event()

    def hang(request: Request, status: int, content: str, body: bytes) -> bytes | None:
        if is_broken.is_set():
            is_over.wait(SECONDS)
        return None

    with standing_in(STEADY, hang) as aws, _watching(aws, folder, subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        read_until(process.stdout.fileno(), lambda text: text.endswith("; well\n"))
        is_broken.set()
        said = read_until(process.stderr.fileno(), lambda text: "\n" in text)
        looks = len(aws.requests)
        is_broken.clear()
        is_over.set()
        wait_until(lambda: len(aws.requests) > looks + 20, "the next looks")
        assert process.poll() is None
        assert "Traceback" not in said + _end(process)[1]
    assert said.startswith("waiting for AWS: no answer to ")
