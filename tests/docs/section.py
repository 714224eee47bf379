"""A page of the documents, cut at its headings, for a comparison of two languages section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.docs.page import Page

_FENCE = re.compile(r"^ *```")
_HEADING = re.compile(r"(#+) +(.+?) *$")
_COMMENT = re.compile(r"(?:(?<=\s)|^)#+ .*$", re.MULTILINE)
_INLINE = re.compile(r"`([^`]+)`")
_NOT_TEXT = re.compile(r"`[^`]+`|\]\([^)]*\)|<http[^>]*>")
_NUMBER = re.compile(r"\d+(?:[, ]\d{3})*(?:\.\d+)?")
_GROUP = re.compile(r"[, ]")
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Section:
    """What stands from one heading to the next of any level."""

    level: int
    title: str
    page: Page

    @property
    def anchor(self) -> str:
        """How a link names the heading, as GitHub and the site make it of its words."""
        return _NOT_IN_ANCHOR.sub("", self.title.lower()).replace(" ", "-")

    @property
    def code(self) -> list[str]:
        """The code blocks, each with its language first and without its comments, which may be translated."""
        return [f"{language}\n{without_comments(text)}" for language, text in self.page.blocks]

    @property
    def inline(self) -> list[str]:
        """Code in the text, which may go over the end of a line."""
        return [" ".join(each.split()) for each in _INLINE.findall(self.page.prose)]

    @property
    def numbers(self) -> set[str]:
        """The numbers of the text, without what groups their digits."""
        text = _NOT_TEXT.sub("", self.page.prose)
        return {_GROUP.sub("", each) for each in _NUMBER.findall(text)}


def sections(page: Page) -> list[Section]:
    """The sections of a page in their order; what stands before the first heading is in none."""
    lines = page.text.splitlines()
    starts = [*_heading_lines(lines), len(lines)]
    return [_section(page, lines[first:end]) for first, end in pairwise(starts)]


def _section(page: Page, lines: list[str]) -> Section:
    heading = _HEADING.fullmatch(lines[0])
    assert heading, lines[0]
    return Section(len(heading[1]), heading[2], Page(page.path, "\n".join([*lines[1:], ""])))


def _heading_lines(lines: list[str]) -> Iterator[int]:
    """The numbers of the lines that are headings: a ``#`` in a code block is none."""
    is_code = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            is_code = not is_code
        elif not is_code and _HEADING.fullmatch(line):
            yield number


def without_comments(text: str) -> str:
    """Code as it runs: ``#`` and what follows it on its line is left out."""
    return "\n".join(line.rstrip() for line in _COMMENT.sub("", text).splitlines())
