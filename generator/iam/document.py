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


class UnreadableError(ValueError):
    """A policy of another form than ours all have, as a patch may write one."""


def statements(document: Any) -> Iterator[Statement]:
    """The statements of a policy document, intrinsic functions written as text. Raises UnreadableError."""
    said = _mapping(document, "a policy").get("Statement")
    for number, item in enumerate(said if isinstance(said, list) else [said], start=1):
        data = _mapping(item, "a statement")
        if absent := [key for key in ("Effect", "Action") if key not in data]:
            raise UnreadableError(f"a statement says no {' and no '.join(absent)}")
        yield Statement(
            sid=str(data.get("Sid", number)),
            allows=data["Effect"] == "Allow",
            actions=_texts(data["Action"]),
            resources=_texts(data.get("Resource", [])),
            conditions=tuple(_conditions(data.get("Condition", {}))),
            principals=tuple(_principals(data.get("Principal", {}))),
        )


def inline(policies: Any) -> Iterator[Any]:
    """The documents of a role's own policies. Raises UnreadableError."""
    if not isinstance(policies, list):
        raise UnreadableError("its policies are no list")
    for policy in policies:
        yield _mapping(policy, "a policy").get("PolicyDocument")


def _mapping(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UnreadableError(f"{what} is no mapping of keys")
    return value


def _conditions(condition: Any) -> Iterator[Condition]:
    for operator, keys in _mapping(condition, "a condition").items():
        for key, values in _mapping(keys, "a condition").items():
            yield Condition(operator, key, _texts(values))


def _principals(principal: Any) -> Iterator[str]:
    if isinstance(principal, str):
        yield principal
        return
    for names in _mapping(principal, "a principal").values():
        yield from _texts(names)


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(text(value) for value in (values if isinstance(values, list) else [values]))


def text(value: Any) -> str:
    """A value as text: what only AWS knows stays in it as ``${...}``. Raises UnreadableError for the rest."""
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
    raise UnreadableError(f"{value!r} is no text")
