"""What a template says of a resource, and what its service shows -> where they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def differences(said: Any, shown: Any, path: str = "") -> Iterator[str]:
    """Everything said must be shown; a service may show more, such as defaults and CloudFormation's own tags."""
    if isinstance(said, Mapping):
        yield from _mapping(said, shown, path)
    elif isinstance(said, list):
        yield from _list(said, shown, path)
    elif _plain(said) != _plain(shown):
        yield f"{path}: {said!r} is said, {shown!r} is shown"


def _mapping(said: Mapping[str, Any], shown: Any, path: str) -> Iterator[str]:
    if isinstance(shown, str) and shown.startswith("{"):
        shown = json.loads(shown)  # A document, which some services give back as text.
    if not isinstance(shown, Mapping):
        yield f"{path}: {said!r} is said, {shown!r} is shown"
        return
    found = {key.lower(): value for key, value in shown.items()}
    for key, value in said.items():
        if key.lower() in found:
            yield from differences(value, found[key.lower()], f"{path}/{key}")
        else:
            yield f"{path}/{key}: {value!r} is said, nothing is shown"


def _list(said: list[Any], shown: Any, path: str) -> Iterator[str]:
    """In any order: services sort as they like. Tags and attributes may be more than were said."""
    if not isinstance(shown, list):
        yield f"{path}: a list is said, {shown!r} is shown"
        return
    left = list(shown)
    for index, item in enumerate(said):
        match = next((other for other in left if not any(differences(item, other))), None)
        if match is None:
            near = shown[index] if index < len(shown) else None
            yield from differences(item, near, f"{path}/{index}")
        else:
            left.remove(match)
    if left and not path.endswith(_MORE):
        yield f"{path}: {left!r} is shown beside what is said"


_MORE = ("/Tags", "Attributes")


def _plain(value: Any) -> str:
    """``80`` and ``"80"``, ``true`` and ``"true"`` are the same to CloudFormation."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
