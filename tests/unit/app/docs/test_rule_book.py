"""docs/rules.md is what the rules say of themselves."""

from pathlib import Path

from generator.app.docs.rule_book import rule_book


def test_the_page_is_not_stale() -> None:
    page = Path(__file__).parents[4] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == rule_book(), "run `make docs`"
