"""A Markdown page, taken apart: headings, code blocks, links, code in the text, tables, commands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_COMMENT = re.compile(r"(^|\s)#.*$", re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Page:
    path: Path
    text: str

    @property
    def blocks(self) -> list[tuple[str, str]]:
        """Language and content of each code block."""
        return _BLOCK.findall(self.text)

    @property
    def prose(self) -> str:
        """Everything but the code blocks."""
        return _BLOCK.sub("", self.text)

    @property
    def headings(self) -> list[str]:
        return re.findall(r"^#+ .+$", self.prose, re.MULTILINE)

    @property
    def links(self) -> list[str]:
        return _LINK.findall(self.prose)

    @property
    def inline(self) -> list[str]:
        """Code in the text."""
        return _INLINE.findall(self.prose)

    @property
    def rows(self) -> list[list[str]]:
        """The cells of each row of each table."""
        lines = re.findall(r"^\|(.+)\|$", self.prose, re.MULTILINE)
        return [[cell.strip() for cell in line.split("|")] for line in lines]

    def section(self, heading: str) -> Page:
        """What is below a heading, up to the next one of its level."""
        level = heading.split(" ")[0]
        _, _, rest = self.text.partition(f"{heading}\n")
        assert rest, heading
        return Page(self.path, re.split(rf"^{level} ", rest, maxsplit=1, flags=re.MULTILINE)[0])

    def block(self, language: str) -> str:
        """The only code block of a language."""
        [content] = [content for name, content in self.blocks if name == language]
        return content

    def commands(self, program: str) -> Iterator[list[str]]:
        """The words after a program's name, wherever a line of shell or code in the text runs it."""
        shell = [content for name, content in self.blocks if name == "bash"]
        for source in [*shell, *(code for code in self.inline if code.startswith(f"{program} "))]:
            for words in _lines(source):
                if program in words:
                    yield words[words.index(program) + 1 :]


def page(name: str) -> Page:
    path = ROOT / name
    return Page(path, path.read_text(encoding="utf-8"))


def _lines(source: str) -> Iterator[list[str]]:
    """Shell text -> the words of each command."""
    text = _COMMENT.sub(r"\1", source.replace("\\\n", " "))
    lexer = shlex.shlex(text, posix=True, punctuation_chars=";\n&|()")
    lexer.whitespace = " \t"
    words: list[str] = []
    for word in lexer:
        if set(word) <= set(";\n&|()"):
            yield words
            words = []
        else:
            words.append(word)
    yield words
