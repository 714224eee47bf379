"""The site: every page in both languages, no link that leads nowhere, and a search that asks no other host."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.page import ROOT
from tests.docs.translation import page_names
from tests.patience import wait_until
from tests.report.browser import BROWSER, DRIVER, Browser, browser
from tests.site.build import build
from tests.site.links import broken
from tests.site.navigation import entries
from tests.site.pages import staged

_OF_THE_BROWSER = ("file:", "blob:", "data:", "chrome:")
_FOUND = """
[...[...document.querySelectorAll("*")].find(each => each.shadowRoot)?.shadowRoot.querySelectorAll("ol a") ?? []]
.map(each => each.href)
"""
_TYPE = """
(words => {
  const input = [...document.querySelectorAll("*")].find(each => each.shadowRoot)?.shadowRoot.querySelector("input");
  if (!input) return false;
  input.value = words;
  input.dispatchEvent(new InputEvent("input", {bubbles: true}));
  return true;
})
"""


def test_the_navigation_has_every_page_once() -> None:
    assert sorted(entry.page for entry in entries()) == page_names()


def test_what_leads_nowhere_is_told_with_its_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<h1 id="x">A</h1><a href="b.html#y"></a><a href="c.html"></a><a href="#x"></a>')
    (tmp_path / "b.html").write_text(
        '<script src="https://example.com/x.js"></script><a href="https://example.com/"></a>'
    )
    assert broken(tmp_path) == [
        "a.html: links to b.html#y, which has no such heading",
        "a.html: links to c.html, which is not there",
        "b.html: loads https://example.com/x.js",
    ]


def test_a_link_out_of_the_documents_leads_to_a_copy_beside_them(tmp_path: Path) -> None:
    text = "[a](../LICENSE), [b](spec.md#x), `[c](../LICENSE)`, [d](https://example.com/)"
    assert staged(ROOT / "docs/page.md", text, tmp_path) == text.replace(
        "](../LICENSE), [b", "](files/LICENSE.txt), [b"
    )
    assert (tmp_path / "files/LICENSE.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    assert build(folder) == []
    return folder


@pytest.mark.slow
def test_each_page_leads_to_itself_in_the_other_language(site: Path) -> None:
    for entry in entries():
        page = Path(entry.page).with_suffix(".html").name
        assert f'href="zh/{page}" hreflang="zh"' in (site / page).read_text(encoding="utf-8")
        assert f'href="../{page}" hreflang="en"' in (site / "zh" / page).read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(not (DRIVER and BROWSER), reason="needs Chromium and its driver")
@pytest.mark.parametrize(
    ("page", "words", "found"),
    [("index.html", "rollback", "operate.html"), ("zh/index.html", "告警触发期间", "zh/operate.html")],
)
def test_the_search_finds_words_of_its_language_and_asks_no_other_host(
    site: Path, tmp_path: Path, page: str, words: str, found: str
) -> None:
    with browser(tmp_path) as window:
        window.open(site / page)
        window.value('document.querySelector(".md-search__button").click()')
        _until(window, f"({_TYPE})({words!r})")
        _until(window, f"({_FOUND}).some(each => each.startsWith({(site / found).as_uri()!r}))")
        assert [each for each in window.requests() if not each.startswith(_OF_THE_BROWSER)] == []


@pytest.mark.slow
@pytest.mark.skipif(not (DRIVER and BROWSER), reason="needs Chromium and its driver")
def test_diagrams_are_drawn_by_what_is_beside_the_pages(site: Path, tmp_path: Path) -> None:
    with browser(tmp_path) as window:
        window.open(site / "how-it-works.html")
        _until(window, 'document.querySelectorAll("pre.mermaid").length === 0')
        assert [each for each in window.requests() if not each.startswith(_OF_THE_BROWSER)] == []


def _until(window: Browser, condition: str) -> None:
    """Wait until a condition holds in the page."""
    wait_until(lambda: bool(window.value(condition)), condition)
