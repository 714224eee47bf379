"""A value, a kind of values, a text of any length -> the words for it in a complaint."""

from __future__ import annotations

import re

from generator.spec.node import Mapping, Node, Scalar, Sequence

_KINDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping of keys",
}
_MOST_SHOWN = 60
"""Characters of a text that a complaint repeats."""


def what_it_is(node: Node) -> str:
    """``is the text 'abc'``, ``is 5``, ``has no value``."""
    match node:
        case Mapping():
            return "is a mapping of keys"
        case Sequence():
            return "is a list"
        case Scalar(value=None):
            return "has no value"
        case Scalar(value=str()):
            return f"is the text {quoted(node.text)}" if node.text else "is an empty text"
        case Scalar():
            return f"is {shortened(node.text)}"


def kinds_of(kinds: str | list[str]) -> str:
    """``a text or a list``: what JSON Schema's types are to a reader; null is no kind, but the value left out."""
    return either([_KINDS[kind] for kind in without_null(kinds)])


def either(names: list[str]) -> str:
    """``a, b or c``."""
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def quoted(text: str) -> str:
    """A text of the spec in quotes, shortened."""
    return f"'{shortened(text)}'"


def shortened(text: str) -> str:
    """A text of the spec on one line, its beginning where it is long."""
    visible = re.sub(r"\s", " ", text)
    return visible if len(visible) <= _MOST_SHOWN else f"{visible[:_MOST_SHOWN]}…"


def without_null(kinds: str | list[str]) -> list[str]:
    """JSON Schema's types of a value that is there."""
    return [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind != "null"]
