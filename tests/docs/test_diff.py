"""docs/diff.md names every verdict, every option and every fact, with its page."""

from __future__ import annotations

import sys

from generator.cli.commands.diff import command
from generator.difference.consequence import Consequence
from generator.difference.facts.catalog import FACTS
from tests.docs.page import page

_PAGE = page("docs/diff.md")


def test_the_verdicts_stand_in_their_order() -> None:
    rows = _PAGE.section("## Verdicts, worst first").rows[2:]
    assert [row[0].strip("`") for row in rows] == list(Consequence)


def test_every_fact_is_told_in_its_own_words_with_its_page() -> None:
    rows = _PAGE.section("## How it knows").rows[2:]
    documents = [sys.modules[f"generator.difference.facts.{fact.id.replace('-', '_')}"].__doc__ for fact in FACTS]
    assert [row[0] for row in rows] == [(text or "").strip() for text in documents]
    assert [row[1] for row in rows] == [f"[page]({fact.source})" for fact in FACTS]


def test_every_option_is_there() -> None:
    rows = _PAGE.rows[2:6]
    named = {row[0].strip("`").split()[0] for row in rows}
    assert named == {option.opts[0] for option in command.params if option.opts[0].startswith("--")} - {"--help"}
