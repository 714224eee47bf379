"""Times are in UTC wherever the reader is; states have the colours of traffic lights."""

from datetime import datetime, timedelta, timezone

import pytest

from generator.app.status.part import Part
from generator.cli.text import word
from tests.unit.app.status.state import DENIED


def test_times_are_utc() -> None:
    assert word.time(datetime(2026, 1, 2, 1, 30, tzinfo=timezone(timedelta(hours=2)))) == "2026-01-01 23:30Z"
    assert word.time(None) == "?"


@pytest.mark.parametrize(
    ("state", "code"), [("Succeeded", "32"), ("InProgress", "33"), ("Failed", "31"), ("Stopped", "31")]
)
def test_colours(state: str, code: str) -> None:
    assert word.state(state) == f"\x1b[{code}m{state}\x1b[0m"


def test_another_state_has_none() -> None:
    assert "\x1b[3" not in word.state("Queued")


def test_counts() -> None:
    assert word.counts([("healthy", 2), ("unhealthy", 1)]) == "2 healthy, 1 unhealthy"


def test_only_a_refusal_is_unknown() -> None:
    assert word.unknown(Part()) == ""
    assert "AWS refused X: not authorized" in word.unknown(DENIED)
