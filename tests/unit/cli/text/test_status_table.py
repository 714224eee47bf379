"""Columns are as wide as what is in them; what AWS did not say is a question mark."""

import click

from generator.app.status.colour import Colour, Tasks
from generator.cli.text.status_table import cells, colour_table, colour_words

_BLUE = Colour("blue", 12.5, "1.2.3-rc.1+linux", Tasks(2, 1, 1), {"healthy": 1, "unhealthy": 2}, ("code 503",))
_GREEN = Colour("green", None, None, None, None, ())


def test_the_table() -> None:
    assert [click.unstyle(line) for line in colour_table([_BLUE, _GREEN])] == [
        "colour  traffic  version           tasks              targets",
        "blue    12.5 %   1.2.3-rc.1+linux  1 of 2, 1 pending  1 healthy, 2 unhealthy",
        "  blue: code 503",
        "green   ?        -                 -                  ?",
    ]


def test_live_is_green_and_dead_is_red() -> None:
    dead = Colour("blue", 100, "1", Tasks(1, 1, 0), {"unhealthy": 1}, ())
    live, gone = list(colour_table([_BLUE]))[1], list(colour_table([dead]))[1]
    assert live.startswith("\x1b[32m")
    assert gone.startswith("\x1b[31m")


def test_words_only_on_what_is_there() -> None:
    assert list(colour_words([_BLUE, _GREEN])) == [
        "blue 12.5 % 1.2.3-rc.1+linux, tasks 1 of 2, 1 pending, targets 1 healthy, 2 unhealthy"
    ]


def test_no_targets_is_an_answer() -> None:
    assert cells(Colour("green", 0, "", None, {}, ())) == ("green", "0 %", "none yet", "-", "none")
