"""What goes to which stream, and in which form."""

import json
import threading

import pytest

from generator.cli.terminal.output import Output
from generator.cli.terminal.stream import Stream
from generator.errors import OutsideError
from generator.problems import Location, Problem
from tests.unit.cli.page import Page


def _output(*, is_terminal: bool = False, **environment: str) -> tuple[Output, Page, Page]:
    stdout, stderr = Page(is_terminal=is_terminal), Page(is_terminal=is_terminal)
    return Output(Stream(stdout), Stream(stderr, must_arrive=False), environment), stdout, stderr


@pytest.mark.parametrize(
    ("is_terminal", "environment", "has_colour"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour(is_terminal: bool, environment: dict[str, str], has_colour: bool) -> None:
    output, stdout, _ = _output(is_terminal=is_terminal, **environment)
    output.result("\x1b[1mx\x1b[0m")
    assert stdout.getvalue() == ("\x1b[1mx\x1b[0m\n" if has_colour else "x\n")


@pytest.mark.parametrize("are_result", [True, False])
def test_problems_are_a_result_or_in_the_way_of_one(are_result: bool) -> None:
    output, stdout, stderr = _output()
    output.problems([Problem(Location("x"), "m", "c")], {}, are_result=are_result)
    assert bool(stdout.getvalue()) is are_result
    assert bool(stderr.getvalue()) is not are_result


def test_a_document_is_plain_ascii() -> None:
    output, stdout, _ = _output()
    output.problems_document([Problem(Location("ä\udcff", 1, 2, "p"), "数", "c", "h")], rest=1)
    assert stdout.getvalue().isascii()
    document = json.loads(stdout.getvalue())
    assert document["ok"] is False
    assert document["rest"] == 1
    assert document["problems"] == [
        {
            "file": "ä\udcff",
            "line": 1,
            "column": 2,
            "path": "p",
            "severity": "error",
            "code": "c",
            "message": "数",
            "hint": "h",
            "subject": "",
        }
    ]


def test_a_refusal_is_a_document_too() -> None:
    output, stdout, stderr = _output()
    output.is_json = True
    output.refusal(OutsideError("what", "why"))
    assert json.loads(stdout.getvalue()) == {"ok": False, "error": {"what": "what", "why": "why", "hint": ""}}
    assert stderr.getvalue() == "error: what: why\n"


def test_no_bar_where_nobody_watches() -> None:
    output, stdout, stderr = _output()
    with output.progress(5) as progress:
        progress("x.yaml")
    assert stdout.getvalue() == stderr.getvalue() == ""


def test_a_bar_on_a_terminal_reads_no_markup_in_names() -> None:
    output, stdout, stderr = _output(is_terminal=True)
    with output.progress(2) as progress:
        progress("[/red].yaml")
    assert stdout.getvalue() == ""
    assert stderr.getvalue()


def test_a_bar_shows_rate_and_time_left_and_starts_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    now = [100.0]
    output, _, stderr = _output(is_terminal=True)
    threads = threading.active_count()
    with output.progress(41, clock=lambda: now[0]) as progress:
        assert threading.active_count() == threads
        for number in range(1, 21):
            now[0] += 0.5
            progress(f"specs/{number}.yaml")
    shown = stderr.getvalue()
    assert "20/41" in shown
    assert "2.0/s" in shown
    assert "0:00:11" in shown, "21 are left, at two a second"


def test_a_bar_is_not_drawn_more_often_than_it_can_be_seen() -> None:
    now = [100.0]
    output, _, stderr = _output(is_terminal=True)
    with output.progress(1000, clock=lambda: now[0]) as progress:
        for number in range(1000):
            now[0] += 0.001
            progress(f"specs/{number}.yaml")
    assert 5 < stderr.getvalue().count("specs/") < 15
