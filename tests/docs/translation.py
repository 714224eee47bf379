"""An English page and its Chinese one -> in which section they differ, and in what: words are left to people."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from tests.docs.page import ROOT, Page
from tests.docs.section import Section, sections

DOCS = ROOT / "docs"
CHINESE = DOCS / "zh"
README = ROOT / "README.md"
CHINESE_README = ROOT / "README.zh-CN.md"
GENERATED = frozenset({"commands.md", "rules.md"})
"""Pages that programs write, in English: the Chinese page says how to read one, and has a shape of its own."""


@dataclass(frozen=True)
class Translation:
    english: Page
    chinese: Page

    def differences(self) -> list[str]:
        """What to mend in the Chinese page, each with its section's English heading."""
        pairs = [*zip_longest(sections(self.english), sections(self.chinese))]
        for ours, theirs in pairs:
            if ours is None or theirs is None or ours.level != theirs.level:
                return [f"headings: English has {_heading(ours)}, Chinese has {_heading(theirs)} in its place"]
        return [f"below {_heading(ours)}: {each}" for ours, theirs in pairs for each in self._in(ours, theirs)]

    def _in(self, english: Section, chinese: Section) -> Iterator[str]:
        yield from _apart("code block", english.code, chinese.code)
        yield from _apart("code in the text", english.inline, chinese.inline)
        yield from _apart("link", [self.link(each) for each in english.page.links], chinese.page.links)
        yield from (f"number in English alone: {each}" for each in sorted(english.numbers - chinese.numbers))
        if len(english.code) != len(chinese.code):
            yield f"{len(english.code)} code blocks in English, {len(chinese.code)} in Chinese"
        yield from _tables(english.page.rows, chinese.page.rows)

    def link(self, link: str) -> str:
        """A link of the English page as the Chinese page has to write it: to a Chinese page wherever there is one."""
        path, mark, anchor = link.partition("#")
        if ":" in path:
            return link
        target = (self.english.path.parent / path).resolve() if path else self.english.path
        chosen = self._chinese_page(target, has_anchor=bool(anchor))
        if anchor and chosen != target:
            anchor = _same_heading(target, chosen, anchor)
        shown = os.path.relpath(chosen, self.chinese.path.parent) if path else ""
        return f"{shown}{mark}{anchor}"

    def _chinese_page(self, target: Path, *, has_anchor: bool) -> Path:
        """The Chinese page for an English one; the READMEs lead to each other in both languages."""
        if target == README and self.english.path != README:
            return CHINESE_README
        if not target.is_relative_to(DOCS) or (has_anchor and target.name in GENERATED):
            return target
        found = CHINESE / target.relative_to(DOCS)
        return found if found.is_file() else target


def page_names(folder: Path = DOCS) -> list[str]:
    """The pages of a language, as paths below its folder."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.md")
        if path.is_relative_to(CHINESE) == (folder == CHINESE)
    )


@cache
def translation(name: str) -> Translation:
    paths = (DOCS / name, CHINESE / name)
    return Translation(*(Page(path, path.read_text(encoding="utf-8")) for path in paths))


def anchors(path: Path) -> list[str]:
    """How links name the headings of a page, in their order."""
    return [each.anchor for each in sections(Page(path, path.read_text(encoding="utf-8")))]


def _same_heading(english: Path, chinese: Path, anchor: str) -> str:
    """The anchor of the Chinese heading that stands where the English one does."""
    return dict(zip(anchors(english), anchors(chinese), strict=False)).get(anchor, anchor)


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _tables(english: Sequence[Sequence[str]], chinese: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows and cells that one language alone has, and cells without Chinese words that say something else."""
    if len(english) != len(chinese):
        yield f"{len(english)} rows of tables in English, {len(chinese)} in Chinese"
        return
    for ours, theirs in zip(english, chinese, strict=True):
        if len(ours) != len(theirs):
            yield f"the row of {ours[0]} has {len(ours)} cells in English, {len(theirs)} in Chinese"
        for expected, cell in zip(ours, theirs, strict=False):
            if cell != expected and not is_chinese(cell):
                yield f'the row of {ours[0]} has "{cell}" in Chinese where English has "{expected}"'


def _apart(what: str, english: Sequence[str], chinese: Sequence[str]) -> Iterator[str]:
    yield from (f"{what} in English alone: {each}" for each in sorted({*english} - {*chinese}))
    yield from (f"{what} in Chinese alone: {each}" for each in sorted({*chinese} - {*english}))


def _heading(section: Section | None) -> str:
    return f'"{"#" * section.level} {section.title}"' if section else "none"
