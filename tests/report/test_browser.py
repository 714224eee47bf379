"""The page in a real browser: at three widths, light and dark, with and without script (make report-test)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import canaryform
from tests.report.browser import BROWSER, DRIVER, Browser, browser

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="there is no Chromium with ChromeDriver here"),
]
_ROOT = Path(__file__).parents[2]
_AXE = _ROOT / ".tools/axe/node_modules/axe-core/axe.min.js"
_RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    result = canaryform(_ROOT, "report", "-o", str(path))
    assert (result.returncode, result.stderr) == (0, "")
    return path


@pytest.mark.parametrize("width", [360, 1024, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("are_on", [True, False], ids=["script", "no-script"])
def test_it_fits_asks_for_nothing_and_is_accessible(
    window: Browser, page: Path, width: int, scheme: str, are_on: bool
) -> None:
    window.scripts(are_on=are_on)
    window.size(width, 900)
    window.scheme(scheme)
    window.requests()
    window.complaints()
    window.open(page)
    assert window.value("document.documentElement.scrollWidth") == width
    assert window.value("document.querySelectorAll('button.fold').length > 0") is are_on
    assert [address for address in window.requests() if not address.startswith("data:")] == [page.as_uri()]
    assert window.complaints() == []
    if are_on:  # Axe itself waits by timers, which do not run otherwise.
        assert _found_by_axe(window) == []


def _found_by_axe(window: Browser) -> list[Any]:
    if not _AXE.exists():
        pytest.skip("there is no axe-core here: make report-test installs it")
    window.value(_AXE.read_text(encoding="utf-8") + ";0")
    found = f"axe.run({_RULES}).then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)]))"
    result = window.value(found)
    assert isinstance(result, list)
    return result


def test_nothing_in_a_box_is_wider_than_the_box(window: Browser, page: Path) -> None:
    window.scripts(are_on=True)
    window.size(1024, 900)
    window.open(page)
    wide = """[...document.querySelectorAll('.picture .node')].filter(node => {
        const box = node.querySelector('rect').getBoundingClientRect();
        return [...node.querySelectorAll('text')].some(text => text.getBoundingClientRect().right > box.right);
    }).length"""
    assert window.value("document.querySelectorAll('.picture .node').length") > 100
    assert window.value(wide) == 0


def test_a_word_leaves_the_rows_that_have_it(window: Browser, page: Path) -> None:
    window.scripts(are_on=True)
    window.open(page)
    window.value("""(() => {
        const input = document.querySelector('#access input');
        input.value = 'ecr:PutImage';
        input.dispatchEvent(new Event('input'));
    })()""")
    rows = "[...document.querySelector('#access tbody').rows].filter(row => !row.hidden).map(row => row.textContent)"
    shown = window.value(rows)
    assert shown
    assert all("ecr:PutImage" in text for text in shown)
    assert window.value("document.querySelector('#access [role=status]').textContent").startswith(f"{len(shown)} of ")


def test_what_is_folded_away_comes_back_where_a_link_leads_to_it(window: Browser, page: Path) -> None:
    window.scripts(are_on=True)
    window.open(page)
    window.value("document.querySelector('#resources button.fold').click()")
    hidden = "document.querySelector('#resources .scroll').hidden"
    assert window.value(hidden) is True
    window.value(
        "new Promise(done => { addEventListener('hashchange', () => setTimeout(done)); location.hash = '#p1-x'; })"
    )
    assert window.value(hidden) is False
