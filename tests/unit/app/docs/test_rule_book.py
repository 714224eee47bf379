"""docs/rules.md is what the rules say of themselves."""

from pathlib import Path

from generator.app.docs.cost import COSTS
from generator.app.docs.rule_book import rule_book
from generator.gate.catalog import ROOMS


def test_the_page_is_not_stale() -> None:
    page = Path(__file__).parents[4] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == rule_book(), "run `make docs`"


def test_each_room_says_what_its_findings_cost_and_who_reported_it() -> None:
    assert list(COSTS) == [room.name for room in ROOMS]
    reports = [report for cost in COSTS.values() for report in cost.reports]
    assert len(reports) == len(set(reports))
    assert all(report.startswith("https://github.com/") for report in reports)
    assert all(len(cost.reports) >= 2 for cost in COSTS.values())
