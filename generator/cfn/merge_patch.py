"""A template's data and a merge patch of it (RFC 7396) -> the data as it then is, and where the patch does not fit.

A call of an intrinsic function is one value: what is merged into it would be no call any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from generator.near import nearest

Path = tuple[str | int, ...]


class Misfit(NamedTuple):
    """A part of a patch that the template has no place for, by where it stands in the patch."""

    path: Path
    message: str
    hint: str = ""


def merge(target: dict[str, Any], patch: Mapping[str, Any], path: Path = ()) -> Iterator[Misfit]:
    """Change ``target`` in place, and say what could not be done."""
    for key, value in patch.items():
        here = (*path, key)
        before = target.get(key)
        if value is None and key not in target:
            yield Misfit(here, f"takes nothing away: there is no {key} here", did_you_mean(key, target))
        elif value is None:
            del target[key]
        elif isinstance(value, dict) and not is_call(value):
            if not isinstance(before, dict) or is_call(before):
                before = target[key] = {}
            yield from merge(before, value, here)
        else:
            target[key] = deepcopy(value)


def is_call(value: Any) -> bool:
    """Whether it is a call of an intrinsic function, such as ``{"Ref": "Key"}``."""
    if not isinstance(value, dict) or len(value) != 1:
        return False
    [name] = value
    return name == "Ref" or str(name).startswith("Fn::")


def did_you_mean(word: str, known: Mapping[str, Any]) -> str:
    """The key that was probably meant, as a question; empty where none is like it."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else ""
