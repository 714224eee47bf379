"""How problems look."""

import click
import pytest

from generator.cli.text.complaint import complaint, complaints, printable, refusal
from generator.errors import OutsideError
from generator.problems import Location, Problem, Severity

TEXT = "project: shop\nservice:\n  cpu: 300\n"
PROBLEM = Problem(Location("x.yaml", 3, 8, "service.cpu"), "is 300; allowed: 256", "schema", "write 256")


def _plain(problem: Problem, text: str = TEXT) -> list[str]:
    return click.unstyle(complaint(problem, text)).splitlines()


def test_everything_that_a_problem_can_say() -> None:
    problem = Problem(PROBLEM.location, "is bad", "E1", "do better", Severity.WARNING, "shop/dev/ecs.yaml", "Service")
    assert _plain(problem) == [
        "x.yaml:3:8: warning: service.cpu: is bad [E1]",
        "   3 |   cpu: 300",
        "     |        ^",
        "  in: shop/dev/ecs.yaml: Service",
        "  hint: do better",
    ]


@pytest.mark.parametrize("text", ["", "one line", "a\nb\n   \n"])
def test_a_line_that_is_not_there_is_not_shown(text: str) -> None:
    assert _plain(PROBLEM, text) == [
        "x.yaml:3:8: error: service.cpu: is 300; allowed: 256 [schema]",
        "  hint: write 256",
    ]


def test_a_problem_of_the_whole_file() -> None:
    assert _plain(Problem(Location("x.yaml"), "is empty", "syntax")) == ["x.yaml: error: is empty [syntax]"]


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("数数: x", 5, "数数: x", "      ^"),
        ("e\u0301: x", 5, "e\u0301: x", "   ^"),
        ("\tx", 2, " x", " ^"),
        ("\x1b[31m: x", 8, "\\x1b[31m: x", "          ^"),
        ("x", 9, "x", " ^"),
    ],
)
def test_the_caret_stands_below_its_letter(line: str, column: int, shown: str, caret: str) -> None:
    _, source, below = _plain(Problem(Location("x", 1, column), "m", "c"), line)
    assert source == f"   1 | {shown}"
    assert below == f"     | {caret}"


def test_a_long_line_is_shown_around_the_place() -> None:
    line = "a" * 500 + "!" + "b" * 500
    _, source, below = _plain(Problem(Location("x", 1, 501), "m", "c"), line)
    assert len(source) < 120
    assert source[below.index("^")] == "!"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_are_counted_like_the_parser_does(line_break: str) -> None:
    assert _plain(Problem(Location("x", 2, 1), "m", "c"), f"\ufeffone{line_break}two")[1] == "   2 | two"


def test_nothing_steers_the_terminal() -> None:
    problem = Problem(Location("\x1b]0;x", 0, 0, "a\u202eb"), "\x07\n", "c", "\x1b[2J", artifact="\x9b")
    assert click.unstyle(complaint(problem, "")) == (
        "\\x1b]0;x: error: a\\u202eb: \\x07\\n [c]\n  in: \\x9b\n  hint: \\x1b[2J"
    )
    assert printable("größe\u00a0…") == "größe\\xa0…"


@pytest.mark.parametrize(
    ("severities", "end"),
    [
        ("e", "1 error in 1 spec"),
        ("ew", "1 error and 1 warning in 1 spec"),
        ("eeww", "2 errors and 2 warnings in 1 spec"),
    ],
)
def test_the_count(severities: str, end: str) -> None:
    kinds = {"e": Severity.ERROR, "w": Severity.WARNING}
    problems = [Problem(Location("x"), "m", "c", severity=kinds[letter]) for letter in severities]
    assert complaints(problems, {}, "; nothing was written").endswith(f"\n{end}; nothing was written")


def test_the_count_of_specs() -> None:
    problems = [Problem(Location(file), "m", "c") for file in "ab"]
    assert complaints(problems, {}).endswith("\n2 errors in 2 specs")


def test_a_refusal() -> None:
    assert click.unstyle(refusal(OutsideError("cannot read x", "no"))) == "error: cannot read x: no"
    assert click.unstyle(refusal(OutsideError("cannot read x", "no", "try y"))).endswith("\n  hint: try y")
