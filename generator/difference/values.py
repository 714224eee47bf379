"""Two values of one property -> where they differ, as AWS sees it: keys, and lists without an order, in any order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.difference.schema import Node
from generator.gate.subject import Path
from generator.gate.value import Unknown

_LABELS = ("Key", "Name", "Sid", "Id", "name", "sid")
"""The key by which an item of a list is known, where it has one that no other item has."""


class PropertyChange(NamedTuple):
    """What a property was, and what it is to be; None where it is not there."""

    path: Path
    before: Any
    after: Any
    labels: tuple[str, ...] = ()
    """The steps of the path as a person knows them: an item of a list by its name."""
    cause: str = ""
    """What stands there and is replaced, where the property is written as before."""

    @property
    def place(self) -> str:
        """``Tags[team].Value``."""
        return "".join(self.labels).removeprefix(".")


def changes(before: Any, after: Any, node: Node, path: Path = (), labels: tuple[str, ...] = ()) -> list[PropertyChange]:
    """Every place at which they differ, the deepest that both have."""
    # What is written alike is alike, and Python sees that in a hundredth of the time.
    if repr(before) == repr(after) or canonical(before, node) == canonical(after, node):
        return []
    found: list[PropertyChange] = []
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys([*before, *after]):
            one, other = before.get(key), after.get(key)
            found += changes(one, other, node.child(key), (*path, key), (*labels, f".{key}"))
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple):
        for label, place, one, other in _pairs(before, after, node):
            found += changes(one, other, node.item(), (*path, place), (*labels, f"[{label}]"))
    # Only the order of a list that has one, or an empty value in the place of none.
    return found or [PropertyChange(path, before, after, labels)]


def canonical(value: Any, node: Node) -> str:
    """The same text for what is the same to AWS: the number 80 and the text, and what is in another order.

    Texts are quoted once, however deep they are: quoting what is quoted would double it at each level.
    """
    if isinstance(value, Mapping):
        items = sorted((str(key), canonical(item, node.child(str(key)))) for key, item in value.items())
        return "{" + ",".join(f"{json.dumps(key)}:{item}" for key, item in items) + "}"
    if isinstance(value, list | tuple):
        texts = [canonical(item, node.item()) for item in value]
        return f"[{','.join(texts if node.has_order else sorted(texts))}]"
    if value is None:
        return "null"
    return f"?{json.dumps(str(value))}" if isinstance(value, Unknown) else json.dumps(_scalar(value))


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _pairs(before: Sequence[Any], after: Sequence[Any], node: Node) -> Iterator[tuple[str, int, Any, Any]]:
    """What belongs together: by a name that both lists know, else by what is left once equal items are gone."""
    for key in _LABELS:
        one, other = _labelled(before, key), _labelled(after, key)
        if one is not None and other is not None:
            for place, label in enumerate(dict.fromkeys([*one, *other])):
                yield label, place, one.get(label), other.get(label)
            return
    # What is in both says nothing, wherever it stands; where the order means something, the whole list is shown then.
    before, after = _without_twins(before, after, node.item())
    for place in range(max(len(before), len(after))):
        one, other = (items[place] if place < len(items) else None for items in (before, after))
        yield str(place), place, one, other


def _labelled(items: Sequence[Any], key: str) -> dict[str, Any] | None:
    labels = [item.get(key) if isinstance(item, Mapping) else None for item in items]
    texts = [label for label in labels if isinstance(label, str)]
    return dict(zip(texts, items, strict=True)) if len(set(texts)) == len(items) else None


def _without_twins(before: Sequence[Any], after: Sequence[Any], node: Node) -> tuple[list[Any], list[Any]]:
    counts = Counter(canonical(item, node) for item in before) & Counter(canonical(item, node) for item in after)
    return _less(before, counts, node), _less(after, counts, node)


def _less(items: Sequence[Any], counts: Mapping[str, int], node: Node) -> list[Any]:
    left = Counter(counts)
    result = []
    for item in items:
        text = canonical(item, node)
        if left[text]:
            left[text] -= 1
        else:
            result.append(item)
    return result
