"""The parameters of a form, as the query protocol flattens them -> the structure that they were.

https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MEMBER, _ENTRY = "member", "entry"
"""How lists and maps are written."""


def structure(parameters: Mapping[str, str]) -> Any:
    """``Actions.member.1.Type`` becomes ``{"Actions": [{"Type": ...}]}``."""
    root: dict[str, Any] = {}
    for key, value in parameters.items():
        *way, last = key.split(".")
        place = root
        for step in way:
            place = place.setdefault(step, {})
        place[last] = value
    return _lists(root)


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if set(value) == {_MEMBER}:
        rows = value[_MEMBER]
        return [_lists(rows[number]) for number in sorted(rows, key=int)]
    if set(value) == {_ENTRY}:
        return {each["key"]: each["value"] for each in value[_ENTRY].values()}
    return {key: _lists(each) for key, each in value.items()}
