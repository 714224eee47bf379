"""A property's old and new value -> one short line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from generator.gate.system import readable

if TYPE_CHECKING:
    from generator.difference.values import PropertyChange

_LONGEST = 60
_AROUND = 20
"""Characters that both texts have, before and after where they differ."""
_MOST = 4
"""Properties of one resource that are shown."""


def property_line(change: PropertyChange) -> str:
    """``Port: 3000 -> 8080``."""
    place = f"{change.place}: " if change.place else ""
    if change.before is None:
        return f"{place}{_shown(change.after)} added"
    if change.after is None:
        return f"{place}{_shown(change.before)} removed"
    before, after = _differing(_text(change.before), _text(change.after))
    return f"{place}{_cut(before)} -> {_cut(after)}"


def property_lines(changes: Sequence[PropertyChange]) -> list[str]:
    """The first few, and how many more there are."""
    lines = [property_line(change) for change in changes[:_MOST]]
    return [*lines, f"and {len(changes) - _MOST:,} more"] if len(changes) > _MOST else lines


def _shown(value: Any) -> str:
    return _cut(_text(value))


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    return " ".join(readable(text).split())


def _differing(before: str, after: str) -> tuple[str, str]:
    """Two long texts from shortly before where they differ to shortly after: a script may differ in one word."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    start = max(_alike(before, after) - _AROUND, 0)
    shared = _alike(before[start:][::-1], after[start:][::-1])
    end = max(shared - _AROUND, 0)
    return _part(before, start, end), _part(after, start, end)


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    unlike = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(unlike, min(len(one), len(other)))


def _part(text: str, start: int, end: int) -> str:
    return f"{'...' if start else ''}{text[start : len(text) - end]}{'...' if end else ''}"


def _cut(text: str) -> str:
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}...{text[-half:]}"
