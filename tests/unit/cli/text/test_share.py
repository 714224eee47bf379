"""The plot of ``verify`` and what it says at its end."""

import click
import pytest

from generator.app.verify.course import Ending
from generator.app.verify.run import Report
from generator.app.verify.window import Window
from generator.cli.text.share import error_lines, legend, line, sentence


def _window(expected: int, others: dict[str, int], errors: int = 0, start: float = 0) -> Window:
    times = (0.031, 0.08) if expected or others else (None, None)
    return Window(start, expected, others, errors, *times)


def _report(outcome: Ending, *windows: Window, missing: int = 0) -> Report:
    others: dict[str, int] = {}
    for each in windows:
        others.update(each.others)
    total = _window(sum(each.expected for each in windows), others, sum(each.errors for each in windows))
    return Report(outcome, windows, total, 12.4, 20, missing, {"HTTP 503": 2, "no answer in 5 s\x1b": 1})


TIMES = "p50 31 ms p99 80 ms"


@pytest.mark.parametrize(
    ("window", "time", "bar", "words"),
    [
        (_window(20, {}), "  0:00", "#" * 30, f"v1 100 %, {TIMES}"),
        (_window(2, {"0.9": 18}, start=610), " 10:10", "#" * 3 + "=" * 27, f"v1 10 %, 0.9 90 %, {TIMES}"),
        (_window(1, {"0.9": 999}), "  0:00", "#" + "=" * 29, f"v1 1 %, 0.9 99 %, {TIMES}"),
        (_window(999, {"\x1b": 1}), "  0:00", "#" * 29 + "=", f"v1 99 %, \\x1b 1 %, {TIMES}"),
        (
            _window(9, {"a": 5, "b": 1}, 5),
            "  0:00",
            "#" * 14 + "=" * 9 + "x" * 7,
            f"v1 60 %, a 33 %, b 7 %, {TIMES}, 5 errors",
        ),
        (_window(0, {}, 1), "  0:00", "x" * 30, "1 error"),
    ],
)
def test_a_line(window: Window, time: str, bar: str, words: str) -> None:
    assert click.unstyle(line(window, "v1", has_box_characters=False)) == f"{time} {bar} {words}"


def test_blocks_where_there_are_any() -> None:
    assert "█" in line(_window(1, {}), "v1", has_box_characters=True)
    assert legend("v1\n", has_box_characters=True) == "share of v1\\n █, of other versions ▒, errors x"
    assert legend("v1", has_box_characters=False) == "share of v1 #, of other versions =, errors x"


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (_report(Ending.ALONE, _window(20, {}, 2)), "answers alone: 20 answers in a row, after 12 s and 22 samples"),
        (
            _report(Ending.ROLLED_BACK, _window(12, {"0.9": 100}), missing=139),
            "was rolled back: it gave 12 answers, then none of 139",
        ),
        (
            _report(Ending.NO_CANARY, _window(100, {})),
            "answers alone, but no canary was seen: it did from the first answer on",
        ),
        (
            _report(Ending.NO_CANARY, _window(100, {"0.9": 1})),
            "answers alone, but no canary was seen: it took all the traffic at once",
        ),
        (_report(Ending.TIME_OVER, _window(0, {"0.9": 5})), "never answered, after 12 s and 5 samples"),
        (
            _report(Ending.TIME_OVER, _window(1, {"0.9": 4}), _window(0, {}, 5)),
            "does not answer alone, after 12 s and 10 samples: 20 % of the last answers",
        ),
    ],
)
def test_the_end(report: Report, text: str) -> None:
    assert sentence(report, "v1") == f"v1 {text}"


def test_the_end_when_nothing_answered() -> None:
    assert sentence(_report(Ending.TIME_OVER, _window(0, {}, 3)), "v1") == "nothing answered, after 12 s and 3 samples"


def test_errors() -> None:
    assert error_lines(_report(Ending.ALONE, _window(1, {}))) == ["    2 x HTTP 503", "    1 x no answer in 5 s\\x1b"]
