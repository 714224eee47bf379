"""Pages of docs/ -> pages of the site: what links out of the documents is put beside them."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.docs.page import ROOT
from tests.docs.translation import CHINESE, DOCS

_LINK = re.compile(r"(!?\[[^\]]*\])\(([^)\s]+)\)")
_CODE = re.compile(r"(^ *```\w*\n.*?^ *```$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"^(<!-- .* -->)$", re.MULTILINE)
FILES = "files"
"""Where the site has copies of the files of the repository that pages link to."""


def put(source: Path, folder: Path) -> None:
    """Write the pages of ``source``, which is docs/ or docs/zh/, into ``folder``, and what they link to beside them."""
    for page in sorted(source.glob("*.md")):
        (folder / page.name).write_text(staged(page, page.read_text(encoding="utf-8"), folder), encoding="utf-8")


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
        return f"{found[1]}({_target((page.parent / path).resolve(), page.parent, folder)}{mark}{anchor})"

    return _LINK.sub(link, text)


def _target(target: Path, source: Path, folder: Path) -> str:
    """How the page of the site reaches a file: a page of its language, one of the other, or a copy."""
    if target.suffix == ".md" and target.is_relative_to(DOCS):
        is_here = target.is_relative_to(CHINESE) == (source == CHINESE)
        return target.name if is_here else f"../{target.relative_to(DOCS).with_suffix('.html').as_posix()}"
    if target.is_relative_to(DOCS):
        place = folder / target.name
    else:
        # A browser shows a text file that it would otherwise offer to save.
        place = folder / FILES / f"{target.relative_to(ROOT).as_posix()}.txt"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(target.read_bytes())
    return os.path.relpath(place, folder)
