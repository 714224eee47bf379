"""A policy document as it stands in a template -> statements of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Condition:
    """One of the conditions: the operator, the key, and the values of which one must fit."""

    operator: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """One statement of a policy."""

    sid: str
    allows: bool
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    principals: tuple[str, ...] = ()
    """Who is meant, in a trust policy."""


def statements(document: Mapping[str, Any]) -> Iterator[Statement]:
    """The statements of a policy document, intrinsic functions written as text."""
    for number, data in enumerate(document["Statement"], start=1):
        yield Statement(
            sid=str(data.get("Sid", number)),
            allows=data["Effect"] == "Allow",
            actions=_texts(data["Action"]),
            resources=_texts(data.get("Resource", [])),
            conditions=tuple(_conditions(data.get("Condition", {}))),
            principals=tuple(_principals(data.get("Principal", {}))),
        )


def _conditions(condition: Mapping[str, Mapping[str, Any]]) -> Iterator[Condition]:
    for operator, keys in condition.items():
        for key, values in keys.items():
            yield Condition(operator, key, _texts(values))


def _principals(principal: Mapping[str, Any] | str) -> Iterator[str]:
    if isinstance(principal, str):
        yield principal
        return
    for names in principal.values():
        yield from _texts(names)


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(text(value) for value in (values if isinstance(values, list) else [values]))


def text(value: Any) -> str:
    """A value as text: what only AWS knows stays in it as ``${...}``. Raises ValueError for what no policy holds."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    match value:
        case {"Fn::Sub": str(template)}:
            return template
        case {"Ref": str(name)}:
            return f"${{{name}}}"
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            return f"${{{name}.{attribute}}}"
        case {"Fn::ImportValue": str(name)}:
            return f"${{{name}}}"
    raise ValueError(f"no text for {value!r}")
