"""docs/tutorial.md: an empty repository becomes a system on the emulator by its commands alone, as the page prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tutorial import page
from tests.tutorial.session import Session

pytestmark = pytest.mark.emulator
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_REPEATABLE = {
    "canaryform generate": "rm -r templates_out",
    "canaryform deploy -e dev --plan": "",
    "canaryform status -e prod": "",
}
"""Commands of the page that can be run before their time, and what takes back what they did."""


def test_the_page_is_what_its_commands_print_at_any_width_and_in_colour(endpoint: str, tmp_path: Path) -> None:
    tried: list[str] = []
    has_colour: set[bool] = set()

    def try_otherwise(session: Session, command: str) -> None:
        if command in _REPEATABLE:
            plain = session.run(command)
            session.run(_REPEATABLE[command])
            for columns in (80, 120):
                coloured = session.show(command, columns)
                session.run(_REPEATABLE[command])
                has_colour.add(bool(_COLOUR.search(coloured)))
                assert _words(coloured) == _words(plain), f"{command} at {columns} columns"
            grey = session.show(command, 80, NO_COLOR="1")
            session.run(_REPEATABLE[command])
            assert not _COLOUR.search(grey), command
            assert _words(grey) == _words(plain), command
            tried.append(command)

    home = tmp_path / "home"
    home.mkdir()
    told = page.told(Session(home), endpoint, try_otherwise)
    assert told == page.PAGE.read_text(encoding="utf-8"), "run `make tutorial`"
    assert {*tried} == {*_REPEATABLE}
    assert True in has_colour


def _words(printed: str) -> str:
    """Without colours, rules and the space between."""
    return " ".join(_COLOUR.sub("", printed).replace("\u2500", "").split())
