"""A pattern of a CodePipeline trigger -> the tags of versions that it takes.

https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

_SETS = re.compile(r"\[(!?)((?:[^\]\\]|\\.)+)\]")
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_SPECIAL = frozenset("*?[{\\")
_SUFFIXES = ("", "-rc.1", "-rc1", "-alpha.1", "-beta.1", "+build.1")
_MOST_NUMBERS = 6


@cache
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern as a regular expression for ``fullmatch``; nothing for one that is no glob."""
    parts: list[str] = []
    index, in_group = 0, False
    while index < len(pattern):
        rest, letter = pattern[index:], pattern[index]
        step = 1
        if rest.startswith("**"):
            part, step = ".*", 2
        elif letter in "*?":
            part = "[^/]*" if letter == "*" else "[^/]"
        elif letter == "\\" and len(rest) > 1:
            part, step = re.escape(rest[1]), 2
        elif letter == "[" and (match := _SETS.match(rest)):
            part, step = _set(match), match.end()
        elif letter in "{[" and (letter == "[" or in_group):
            return None
        elif letter == "{" or (letter in ",}" and in_group):
            part = {"{": "(?:", ",": "|", "}": ")"}[letter]
            in_group = letter != "}"
        else:
            part = re.escape(letter)
        parts.append(part)
        index += step
    return None if in_group else _compile("".join(parts))


def _compile(expression: str) -> re.Pattern[str] | None:
    try:
        return re.compile(expression, re.S)
    except re.error:
        return None


def _set(match: re.Match[str]) -> str:
    inside = re.sub(r"([\\\[\]^&~|])", r"\\\1", match[2])
    return f"[^/{inside}]" if match[1] else f"[{inside}]"


def takes(patterns: Iterable[str], tag: str) -> bool:
    """Whether one of the patterns matches the tag."""
    return any(found.fullmatch(tag) for pattern in patterns if (found := compiled(pattern)))


def versions(pattern: str, prefix: str | None = None) -> Iterator[str]:
    """Tags of versions that the pattern takes, by trial: with ``prefix`` before the number, or with any."""
    found = compiled(pattern)
    if found:
        prefixes = _prefixes(pattern) if prefix is None else [prefix]
        numbers = _numbers(pattern)
        for parts in product(prefixes, numbers, numbers, numbers, _suffixes(pattern)):
            start, major, minor, patch, suffix = parts
            tag = f"{start}{major}.{minor}.{patch}{suffix}"
            if found.fullmatch(tag):
                yield tag


def _prefixes(pattern: str) -> list[str]:
    """What may stand before the number: any part of how the pattern begins, and each of its words."""
    head = ""
    for letter in pattern:
        if letter in _SPECIAL:
            break
        head += letter
    words = [*_WORDS.findall(pattern)][:_MOST_NUMBERS]
    endings = [f"{word}{end}" for word in words for end in ("", "-", "/", "-v", "/v", "@", "_")]
    heads = [head[:length] for length in range(len(head) + 1)]
    small = [f"{each}v" for each in heads if not each[-1:].isalnum()]
    return list(dict.fromkeys([*heads, *small, *endings, "x-", "x/v"]))


def _numbers(pattern: str) -> list[str]:
    own = re.findall(r"\d+", pattern)[:_MOST_NUMBERS]
    return list(dict.fromkeys([*own, "0", "1", "2", "10", *(f"{each}0" for each in own)]))


def _suffixes(pattern: str) -> list[str]:
    words = [*_WORDS.findall(pattern)][:_MOST_NUMBERS]
    return [*_SUFFIXES, *(f"-{word}{end}" for word in words for end in ("", ".1", "1"))]
