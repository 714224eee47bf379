"""``canaryform status --watch``: on a terminal, in a pipe, until Ctrl-C."""

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
from typing import Any

import pytest

from tests.cli.command import surroundings
from tests.live.environment import put_spec, rules
from tests.live.release import CANARY, STEADY
from tests.live.stand_in import Answer, Answers, StandIn, standing_in
from tests.patience import SECONDS, read_until

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
        env=surroundings(**aws.environment),
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
