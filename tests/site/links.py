"""A folder of HTML pages -> the links in it that lead nowhere, and what its pages would load from other hosts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "srcset")}
_LOADING = {"stylesheet", "icon", "preconnect", "preload", "modulepreload", "dns-prefetch"}
"""What a link element is that a browser follows by itself: https://html.spec.whatwg.org/multipage/links.html"""


class _Page(HTMLParser):
    """The anchors of a page, its links, and the addresses that a browser loads for it."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors.update(given[name] for name in ("id", "name") if name in given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and _LOADING & {*given.get("rel", "").split()}:
            self.loaded.append(given.get("href", ""))
        self.loaded += [given[name] for each, name in _LOADED if each == tag and name in given]


def broken(site: Path) -> list[str]:
    """Each link that leads nowhere with its page, and each address of another host that a page loads."""
    read = cache(_read)
    return [
        f"{path.relative_to(site)}: {each}" for path in sorted(site.rglob("*.html")) for each in _of(path, read(path))
    ]


def _of(path: Path, page: _Page) -> Iterator[str]:
    read = cache(_read)
    yield from (f"loads {each}" for each in page.loaded if urlsplit(each).netloc)
    for link in [*page.links, *page.loaded]:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        target = target / "index.html" if target.is_dir() else target
        if not target.is_file():
            yield f"links to {link}, which is not there"
        elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in read(target).anchors:
            yield f"links to {link}, which has no such heading"


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page
