"""The text of a Dockerfile -> its instructions, each with the line that it begins on.

Continued lines are joined, comments and here-documents left out, as
https://docs.docker.com/reference/dockerfile/ has it; what a builder's own syntax adds is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_DIRECTIVE = re.compile(r"#\s*(\w+)\s*=\s*(\S+)\s*")
_HERE = re.compile(r"(?<![<\w)])<<-?(['\"]?)([A-Za-z_][A-Za-z0-9_]*)\1")
_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))")


class Instruction(NamedTuple):
    """``FROM node:24`` on its line, counted from 1."""

    name: str
    """In capitals."""
    rest: str
    line: int


class Stage(NamedTuple):
    """One ``FROM``, with its variables filled in as far as the file says what they are."""

    image: str
    platform: str
    name: str
    line: int


def instructions(text: str) -> Iterator[Instruction]:
    """All of them, in the file's order."""
    lines = text.removeprefix("\ufeff").splitlines()
    escape = directives(text).get("escape", "\\")
    numbered = iter(enumerate(lines, start=1))
    for number, line in numbered:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        whole = line.strip()
        while whole.endswith(escape):
            whole = whole[:-1].rstrip()
            following = next((text for _, text in numbered if not _is_skipped(text)), "")
            whole = f"{whole} {following.strip()}"
        name, _, rest = whole.partition(" ")
        for _, end in _HERE.findall(rest) if name.upper() in {"RUN", "COPY", "ADD"} else ():
            next((text for _, text in numbered if text.strip() == end), None)
        yield Instruction(name.upper(), rest.strip(), number)


def directives(text: str) -> dict[str, str]:
    """What the comments before everything else tell the builder: ``syntax``, ``escape``, ``check``."""
    found: dict[str, str] = {}
    for line in text.removeprefix("\ufeff").splitlines():
        match = _DIRECTIVE.fullmatch(line.strip())
        if not match:
            break
        found[match[1].lower()] = match[2]
    return found


def _is_skipped(line: str) -> bool:
    """Docker drops comments, and warns of empty lines, inside a continued instruction."""
    return not line.strip() or line.lstrip().startswith("#")


def stages(text: str) -> list[Stage]:
    """The images that it is built from; the last is what runs. Only ``ARG`` before the first ``FROM`` counts there."""
    arguments: dict[str, str] = {}
    found: list[Stage] = []
    for each in instructions(text):
        if each.name == "ARG" and not found:
            name, equals, value = each.rest.partition("=")
            if equals:
                arguments[name] = value.strip("\"'")
        elif each.name == "FROM":
            words = [filled(word, arguments) for word in each.rest.split()]
            flags = [word for word in words if word.startswith("--")]
            rest = [word for word in words if not word.startswith("--")]
            platform = next((flag.partition("=")[2] for flag in flags if flag.startswith("--platform=")), "")
            name = rest[2] if [word.lower() for word in rest[1:2]] == ["as"] and rest[2:] else ""
            found.append(Stage(rest[0] if rest else "", platform, name.lower(), each.line))
    return found


def filled(word: str, arguments: Mapping[str, str]) -> str:
    """A word with its variables' values; one that nothing says stays as it is."""
    return _VARIABLE.sub(lambda match: arguments.get(match[1] or match[3], match[2] or match[0]), word)


def last_stage(text: str) -> list[Instruction]:
    """What follows the last ``FROM``: the rest is thrown away, but for what is copied from it."""
    return list(instructions_of(text, -1))


def instructions_of(text: str, stage: int) -> Iterator[Instruction]:
    """What follows a ``FROM``, up to the next one; they are counted as ``stages`` has them, -1 is the last."""
    parts: list[list[Instruction]] = []
    for each in instructions(text):
        if each.name == "FROM":
            parts.append([])
        elif parts:
            parts[-1].append(each)
    yield from parts[stage] if parts else ()
