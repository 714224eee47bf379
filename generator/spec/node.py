"""The spec as data that remembers where it was written: scalars, sequences and mappings with positions."""

from __future__ import annotations

from collections import abc
from typing import Any, NamedTuple, TypeAlias

from generator.problems import Location

Value: TypeAlias = str | int | float | bool | None

Step: TypeAlias = str | int
"""One step into a document: a mapping's key or a sequence's index."""


class Scalar(NamedTuple):
    """A single value, and ``text``: the very characters that stand for it (``1.10`` is not ``1.1``)."""

    value: Value
    text: str
    location: Location


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    location: Location


class Entry(NamedTuple):
    """One line of a mapping: where its key stands, and its value."""

    key_location: Location
    node: Node


class Mapping(NamedTuple):
    """A mapping with text keys, in the file's order.

    ``removed`` says where an override took a key away, so that a complaint about its absence points there.
    """

    entries: abc.Mapping[str, Entry]
    location: Location
    removed: abc.Mapping[str, Location] = {}

    def get(self, key: str) -> Node | None:
        """The value at ``key``, if there is one."""
        entry = self.entries.get(key)
        return entry.node if entry else None


Node: TypeAlias = Scalar | Sequence | Mapping


def is_null(node: Node) -> bool:
    """Whether ``node`` is an empty value, ``~`` or ``null``."""
    return isinstance(node, Scalar) and node.value is None


def plain(node: Node) -> Any:
    """The same data as Python's own dicts, lists and scalars, without positions."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(entry.node) for key, entry in node.entries.items()}


def child(node: Node, step: Step) -> Node | None:
    """What is one step inside ``node``, if anything is."""
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def find(node: Node, path: abc.Iterable[Step]) -> Node | None:
    """What is at ``path``, if anything is."""
    found: Node | None = node
    for step in path:
        found = child(found, step) if found else None
    return found


def reach(node: Node, path: abc.Iterable[Step]) -> Node:
    """What is at ``path``, or the deepest thing on the way to it that exists."""
    for step in path:
        inner = child(node, step)
        if inner is None:
            break
        node = inner
    return node


def inside(path: str, step: Step) -> str:
    """The dotted path of a step further in: ``a`` and ``b`` are ``a.b``, ``a`` and 0 are ``a[0]``."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step


def placed(node: Node, path: str) -> Node:
    """The same data as seen at ``path``: what an alias stands for, where the alias stands.

    Lines and columns stay those of the text, since that is what has to be mended.
    """
    location = node.location._replace(path=path)
    match node:
        case Scalar():
            return node._replace(location=location)
        case Sequence():
            items = tuple(placed(item, inside(path, index)) for index, item in enumerate(node.items))
            return Sequence(items, location)
        case Mapping():
            entries = {
                key: Entry(entry.key_location._replace(path=inside(path, key)), placed(entry.node, inside(path, key)))
                for key, entry in node.entries.items()
            }
            return Mapping(entries, location)
