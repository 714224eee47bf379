"""A resource's properties -> the parameters of an API call, held to that call's own shape in botocore.

CloudFormation's names are the API's in other letters; the few that differ are given. It also reads ``"80"`` as 80
and ``"true"`` as true where the API wants a number or a boolean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_BOOLEANS = {"true": True, "false": False}
# Java's classes and pairs of surrogates, which Python's expressions do not know.
_CLASSES = {
    r"\uD800\uDC00-\uDBFF\uDFFF": "\U00010000-\U0010ffff",
    r"\p{Print}": r"[\x20-\x7e]",
    r"\p{L}": r"\w",
    r"\p{N}": r"\d",
    r"\p{Z}": r"\s",
    r"\p{M}": r"\w",
    r"\p{S}": r"\w",
    r"\p{P}": r"\w",
}


class InvalidError(ValueError):
    """The properties do not fit; the message is what the stack's event says."""


def parameters(
    shape: Any, properties: Mapping[str, Any], names: Mapping[str, str] | None = None, path: str = "#"
) -> dict[str, Any]:
    """``properties`` as members of a structure, under the API's names. ``names`` maps those that differ.

    Raises InvalidError for a property that the API does not know, and for a value outside its enumeration, pattern,
    length or range. Whether anything is missing, botocore itself checks when it makes the call.
    """
    members = {name.lower(): name for name in shape.members}
    made: dict[str, Any] = {}
    for key, value in properties.items():
        name = (names or {}).get(key, key)
        member = members.get(name.lower())
        if member is None:
            raise InvalidError(f"{path}: extraneous key [{key}] is not permitted")
        made[member] = _cast(shape.members[member], value, f"{path}/{key}", names)
    return made


def _cast(shape: Any, value: Any, path: str, names: Mapping[str, str] | None) -> Any:
    kind = shape.type_name
    if kind == "structure":
        _expect(isinstance(value, Mapping), path, "a JSON object", value)
        return parameters(shape, value, names, path)
    if kind == "list":
        _expect(isinstance(value, list), path, "a JSON array", value)
        _measure(shape, len(value), path)
        return [_cast(shape.member, item, f"{path}/{index}", names) for index, item in enumerate(value)]
    if kind == "map":
        _expect(isinstance(value, Mapping), path, "a JSON object", value)
        return {
            _cast(shape.key, key, path, names): _cast(shape.value, item, f"{path}/{key}", names)
            for key, item in value.items()
        }
    return _scalar(shape, value, path)


def _scalar(shape: Any, value: Any, path: str) -> Any:
    kind = shape.type_name
    if kind == "boolean":
        found = _BOOLEANS.get(str(value).lower())
        _expect(found is not None, path, "a Boolean", value)
        return found
    if kind in ("integer", "long"):
        _expect(bool(re.fullmatch(r"-?\d+", str(value))), path, "an Integer", value)
        _measure(shape, int(value), path)
        return int(value)
    if kind in ("float", "double"):
        _expect(bool(re.fullmatch(r"-?\d+(\.\d+)?", str(value))), path, "a Number", value)
        return float(value)
    if kind != "string":
        return value
    _expect(isinstance(value, str | int | float), path, "a String", value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    _measure(shape, len(text), path)
    if shape.enum and text not in shape.enum:
        raise InvalidError(f"{path}: {text} is not a valid enum value, which are {', '.join(shape.enum)}")
    pattern = shape.metadata.get("pattern")
    if pattern and not _pattern(pattern).fullmatch(text):
        raise InvalidError(f"{path}: failed validation constraint for keyword [pattern]: {text} is not {pattern}")
    return text


def _pattern(pattern: str) -> re.Pattern[str]:
    for java, ours in _CLASSES.items():
        pattern = pattern.replace(java, ours)
    return re.compile(pattern, re.DOTALL)


def _measure(shape: Any, size: int, path: str) -> None:
    """A length or a number against the shape's bounds."""
    if size < shape.metadata.get("min", size) or size > shape.metadata.get("max", size):
        bounds = f"{shape.metadata.get('min', '')}..{shape.metadata.get('max', '')}"
        raise InvalidError(f"{path}: {size} is outside of {bounds}")


def _expect(fits: bool, path: str, what: str, value: Any) -> None:
    if not fits:
        raise InvalidError(f"{path}: expected type {what}, found {value!r}")
