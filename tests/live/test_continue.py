"""``canaryform continue`` in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.live.environment import put_spec
from tests.live.release import CANARY
from tests.live.stand_in import standing_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


def test_codedeploy_waits_for_nobody(folder: Path) -> None:
    with standing_in(CANARY) as aws:
        result = aws.run(folder, "continue", "-e", "prod", "--yes", "--json")
    assert result.returncode == 1
    document = json.loads(result.stdout)
    [problem] = document["problems"]
    assert (document["ok"], problem["code"]) == (False, "no-pause")
    assert aws.requests == []


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--json",), "--json asks nothing: it goes with --yes or --dry-run."),
        (("--no-wait",), "--no-wait goes with --rollback: nothing else is waited for."),
    ],
)
def test_options_that_do_not_go_together(folder: Path, options: tuple[str, ...], why: str) -> None:
    with standing_in({}) as aws:
        result = aws.run(folder, "continue", "-e", "prod", *options)
    assert result.returncode == 2
    assert why in result.stderr
