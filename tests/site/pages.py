"""Pages of docs/ -> pages of the site: what links out of the documents is put beside them."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from tests.docs.page import ROOT
from tests.docs.translation import CHINESE, DOCS

_LINK = re.compile(r"(!?\[[^\]]*\])\(([^)\s]+)\)")
_CODE = re.compile(r"(^ *```\w*\n.*?^ *```$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"^(<!-- .* -->)$", re.MULTILINE)
FILES = "files"
"""Where the site has copies of the files of the repository that pages link to."""
_AT_THE_ROOT = {"README.md": "readme.md", "README.zh-CN.md": "zh/readme.md", "CHANGELOG.md": "changelog.md"}
"""Pages outside docs/ that the site has too, though not in its navigation."""
_IN_BOTH = ROOT / "CHANGELOG.md"
"""A page without a Chinese one: the site has the English one in its place."""


def put(source: Path, folder: Path) -> None:
    """Write the pages of ``source``, which is docs/ or docs/zh/, into ``folder``, and what they link to beside them."""
    language = PurePosixPath("zh" if source == CHINESE else ".")
    for page in [*sorted(source.glob("*.md")), *(ROOT / name for name in _AT_THE_ROOT)]:
        place = _place(page)
        if place and (place.parent == language or page == _IN_BOTH):
            text = staged(page, page.read_text(encoding="utf-8"), folder)
            (folder / place.name).write_text(text, encoding="utf-8")


def _place(page: Path) -> PurePosixPath | None:
    """Where the site has a page; none for other files."""
    if page.suffix == ".md" and page.is_relative_to(DOCS):
        return PurePosixPath(page.relative_to(DOCS).as_posix())
    name = page.relative_to(ROOT).as_posix()
    return PurePosixPath(_AT_THE_ROOT[name]) if name in _AT_THE_ROOT else None


def staged(page: Path, text: str, folder: Path) -> str:
    """The page's text with its links as the site has them.

    A comment is set apart from the table below it: Markdown of other kinds than GitHub's takes both for HTML.
    """
    parts = _CODE.split(text)
    return "".join(part if _CODE.fullmatch(part) else _prose(page, part, folder) for part in parts)


def _prose(page: Path, text: str, folder: Path) -> str:
    return _MARK.sub(r"\n\1\n", _linked(page, text, folder))


def _linked(page: Path, text: str, folder: Path) -> str:
    def link(found: re.Match[str]) -> str:
        path, mark, anchor = found[2].partition("#")
        if not path or ":" in path:
            return found[0]
        return f"{found[1]}({_target((page.parent / path).resolve(), page, folder)}{mark}{anchor})"

    return _LINK.sub(link, text)


def _target(target: Path, page: Path, folder: Path) -> str:
    """How a page of the site reaches a file: as a page of its language, one of the other, or a copy."""
    here, there = _place(page), _place(target)
    if here and there and (here.parent == there.parent or target == _IN_BOTH):
        return there.name
    if here and there:
        return os.path.relpath(there.with_suffix(".html"), here.parent)
    if target.is_relative_to(DOCS):
        place = folder / target.name
    else:
        # A browser shows a text file that it would otherwise offer to save.
        place = folder / FILES / f"{target.relative_to(ROOT).as_posix()}.txt"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(target.read_bytes())
    return os.path.relpath(place, folder)
