"""What a reader does not take of a value -> the fault, and the words in which people are told of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from generator.gate.subject import Path

_SHORT = 3
"""Letters up to which one that is wrong is a third of the word or more: less likeness is asked of it."""


class Fault(NamedTuple):
    """One thing that a reader does not take."""

    path: Path
    message: str
    hint: str = ""
    is_scalar: bool = False
    """Whether it is a number for a text or the like, which some readers put right."""
    is_new: bool = False
    """Whether it is a key or a word like none that is known, which may be newer than what is known here."""


def shown(value: Any) -> str:
    """A value of a wrong type, in a word."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    return f"'{value}'" if isinstance(value, str) else json.dumps(value, default=str)


def last(path: Path) -> str:
    """The key that a path ends at: ``portMappings[0]``."""
    if isinstance(path[-1], int) and len(path) > 1:
        return f"{path[-2]}[{path[-1]}]"
    return str(path[-1])


def nearest(word: str, words: Collection[str]) -> str:
    """The known word that is most like ``word``; nothing where none is."""
    lower = {each.lower().replace("_", "-"): each for each in map(str, words)}
    likeness = 0.7 if len(word) > _SHORT else 0.6
    near = get_close_matches(word.lower().replace("_", "-"), lower, 1, likeness)
    return lower[near[0]] if near else ""
