"""A property's old and new value -> one short line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from generator.gate.system import readable

if TYPE_CHECKING:
    from generator.difference.values import PropertyChange

_LONGEST = 60
_MOST = 4
"""Properties of one resource that are shown."""


def property_line(change: PropertyChange) -> str:
    """``Port: 3000 -> 8080``."""
    place = f"{change.place}: " if change.place else ""
    if change.before is None:
        return f"{place}{_shown(change.after)} added"
    if change.after is None:
        return f"{place}{_shown(change.before)} removed"
    return f"{place}{_shown(change.before)} -> {_shown(change.after)}"


def property_lines(changes: Sequence[PropertyChange]) -> list[str]:
    """The first few, and how many more there are."""
    lines = [property_line(change) for change in changes[:_MOST]]
    return [*lines, f"and {len(changes) - _MOST:,} more"] if len(changes) > _MOST else lines


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    text = " ".join(readable(text).split())
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}...{text[-half:]}"
