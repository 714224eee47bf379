"""``python -m tests.docs.copied`` copies into docs/zh what it has alike with docs: code, and cells without words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tests.docs.page import Page
from tests.docs.section import without_comments
from tests.docs.translation import CHINESE, GENERATED, Translation, is_chinese, page_names, translation

_BLOCK = re.compile(r"^ *```\w*\n.*?^ *```$", re.DOTALL | re.MULTILINE)


def copied(pages: Translation) -> str:
    """The Chinese page with the English one's code blocks and cells; comments that are Chinese stay.

    What the pages have another number of stays too, since nothing says which is which: the test names it.
    """
    return _with_cells(pages.english, Page(pages.chinese.path, _with_blocks(pages.english.text, pages.chinese.text)))


def _with_blocks(english: str, chinese: str) -> str:
    blocks = _BLOCK.findall(english)
    if len(blocks) != len(_BLOCK.findall(chinese)):
        return chinese
    rest = iter(blocks)

    def chosen(found: re.Match[str]) -> str:
        block: str = next(rest)
        return found[0] if without_comments(block) == without_comments(found[0]) else block

    return _BLOCK.sub(chosen, chinese)


def _with_cells(english: Page, chinese: Page) -> str:
    if [len(row) for row in english.rows] != [len(row) for row in chinese.rows]:
        return chinese.text
    rest = iter(zip(english.rows, chinese.rows, strict=True))
    parts = re.split(rf"({_BLOCK.pattern})", chinese.text, flags=_BLOCK.flags)
    return "".join(part if _BLOCK.fullmatch(part) else "".join(_lines(part, rest)) for part in parts)


def _lines(text: str, rows: Iterator[tuple[list[str], list[str]]]) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        yield _row(line, *next(rows)) if re.fullmatch(r"\|(.+)\|\n?", line) else line


def _row(line: str, english: Sequence[str], chinese: Sequence[str]) -> str:
    cells = [theirs if is_chinese(theirs) else ours for ours, theirs in zip(english, chinese, strict=True)]
    return line if cells == chinese else f"| {' | '.join(cells)} |\n".replace("|  |", "| |").replace("|  |", "| |")


if __name__ == "__main__":
    for name in {*page_names()} & {*page_names(CHINESE)} - GENERATED:
        (CHINESE / name).write_text(copied(translation(name)), encoding="utf-8")
