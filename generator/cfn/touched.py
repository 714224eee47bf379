"""A template before and after a change -> the paths of the values that are not what they were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


def touched(before: Any, after: Any, path: Path = ()) -> Iterator[Path]:
    """The deepest paths; that of a value that is new, or gone, and of a list that has another length."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            if key in before and key in after:
                yield from touched(before[key], after[key], (*path, key))
            else:
                yield (*path, key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from touched(one, other, (*path, index))
    elif type(before) is not type(after) or before != after:
        # By type as well: to Python, true is 1.
        yield path
