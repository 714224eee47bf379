"""Watching shows a change once in a log, and the whole page again on a terminal."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest

from generator.app.status.environment import Status
from generator.app.status.part import Part
from generator.cli.terminal.output import Output
from generator.cli.terminal.stream import Stream
from generator.cli.terminal.watch import watch
from tests.unit.app.status.state import status, traffic
from tests.unit.cli.page import Page


def _watched(looks: list[Status], *, is_terminal: bool) -> tuple[str, list[float], str]:
    """What was shown, how long it slept, and what is said at the end: Ctrl-C after the last look."""
    page, slept = Page(is_terminal=is_terminal), []
    moment = datetime(2026, 1, 2, 12, tzinfo=UTC)

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == len(looks):
            raise KeyboardInterrupt

    def clock() -> datetime:
        return moment + timedelta(seconds=sum(slept))

    output = Output(Stream(page), Stream(io.StringIO()), {})
    remaining = iter(looks)
    with pytest.raises(KeyboardInterrupt) as end:
        watch(output, lambda: next(remaining), 5, sleep, clock)
    return page.getvalue(), slept, end.value.args[0]


_LOOKS = [status(), status(), status(traffic=Part(traffic(blue=90, green=10)))]


def test_a_log_has_a_line_for_each_change() -> None:
    text, slept, end = _watched(_LOOKS, is_terminal=False)
    lines = text.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["12:00:00Z", "12:00:10Z"]
    assert "blue 90 %" in lines[1]
    assert slept == [5, 5, 5]
    assert end == "nothing was changed"


def test_a_terminal_has_the_page_anew_each_time() -> None:
    text, _, _ = _watched(_LOOKS, is_terminal=True)
    for moment in ("12:00:00Z", "12:00:05Z", "12:00:10Z"):
        assert f"{moment}, every 5 s; Ctrl-C ends it" in text
