"""The command in this process, against AWS on loopback: for what no process of its own is needed."""

from __future__ import annotations

import contextlib
import io
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli.main import run
from generator.cli.terminal.output import Output
from generator.cli.terminal.stream import Stream
from tests.live.stand_in import StandIn


@dataclass(frozen=True)
class Ran:
    """What it ended with, and printed."""

    code: int
    out: str
    err: str


def run_here(aws: StandIn, folder: Path, *arguments: str, **environment: str) -> Ran:
    """``canaryform ARGUMENTS`` in ``folder``. Raises AssertionError when the test has left mistakes."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.chdir(folder), contextlib.redirect_stderr(err):
        for name, value in {**aws.environment, **environment}.items():
            patch.setenv(name, value)
        code = run(arguments, Output(Stream(out), Stream(err), os.environ))
    assert not aws.mistakes, "\n".join(aws.mistakes)
    return Ran(code, out.getvalue(), err.getvalue())
