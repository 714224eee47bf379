"""Reads values whose type nobody has checked yet: a wrong type reads as nothing, and is cfn-lint's to report.

What only a deployment decides is `Unknown`. It reads as nothing too, so that a rule which looks for a wrong value says
nothing of it; a rule which looks for a missing one asks `lacks`, which is never true of what is not known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.gate.subject import Path

_NO_LITERAL = re.compile(r"\$\{|^<|#\{")


@dataclass(frozen=True)
class Unknown:
    """A value that the given files do not say; equal to another one where both say as much."""

    text: str
    """What they do say: ``${Parameter}-tasks``."""

    def __str__(self) -> str:
        return self.text


def mapping(value: Any, *keys: str) -> Mapping[str, Any]:
    """The mapping at ``keys``, or an empty one."""
    value = at(value, *keys)
    return value if isinstance(value, Mapping) else {}


def sequence(value: Any, *keys: str) -> Sequence[Any]:
    """The list at ``keys``, or an empty one."""
    value = at(value, *keys)
    return value if isinstance(value, list | tuple) else ()


def mappings(value: Any, *keys: str) -> list[Mapping[str, Any]]:
    """The mappings in the list at ``keys``."""
    return [item for item in sequence(value, *keys) if isinstance(item, Mapping)]


def text(value: Any, *keys: str) -> str:
    """The text at ``keys``, or an empty one; a number is the text that shows it."""
    value = at(value, *keys)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def number(value: Any, *keys: str) -> int | None:
    """The whole number at ``keys``, which may be written as a text."""
    value = at(value, *keys)
    try:
        return int(value) if isinstance(value, str | int) else None
    except ValueError:
        return None


def is_true(value: Any, *keys: str) -> bool:
    """Whether the value at ``keys`` says yes."""
    return text(value, *keys).lower() == "true"


def at(value: Any, *keys: str) -> Any:
    """The value at ``keys``, or nothing; inside of what is not known, nothing is known."""
    for key in keys:
        if isinstance(value, Unknown):
            return value
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def lacks(value: Any, *keys: str) -> bool:
    """Whether there is certainly nothing at ``keys``."""
    return at(value, *keys) is None


def is_unknown(value: Any, *keys: str) -> bool:
    """Whether the value at ``keys``, or some part of it, is not said: then it may be anything."""
    value = at(value, *keys)
    if isinstance(value, Mapping):
        return any(map(is_unknown, value.values()))
    if isinstance(value, list | tuple):
        return any(map(is_unknown, value))
    return isinstance(value, Unknown)


def setting(value: Any, default: str, *keys: str) -> str:
    """The text at ``keys``; ``default``, which AWS takes, where there is none; nothing where it is not known."""
    return default if lacks(value, *keys) else text(value, *keys)


def texts(value: Any) -> list[str]:
    """A text or a list of texts, as IAM has both."""
    return [value] if isinstance(value, str) else [item for item in sequence(value) if isinstance(item, str)]


def is_literal(value: str) -> bool:
    """Whether a text is known: no reference, no placeholder."""
    return bool(value) and not _NO_LITERAL.search(value)


def document(value: Any) -> Any:
    """A value that may be given as JSON text, such as an event pattern or an environment."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None


def strings(value: Any) -> Iterator[str]:
    """Every text inside a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def placed_strings(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text inside a value, however deep, with its path; ``path`` is the one of the value."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from placed_strings(item, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from placed_strings(item, (*path, index))
