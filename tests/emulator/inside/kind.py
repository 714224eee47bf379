"""A CloudFormation type as three functions -> an entry of ministack's own table of types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Properties = Mapping[str, Any]


@dataclass(frozen=True)
class Made:
    """A resource that is there: what ``Ref`` gives, and what ``Fn::GetAtt`` does."""

    id: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """How CloudFormation makes, changes and removes what has this type.

    ``create`` gets the properties and the name that CloudFormation would make up; ``update`` what ``Ref`` gives, the
    old and the new properties, and is never called when the change needs a replacement.
    """

    create: Callable[[Properties, str], Made]
    update: Callable[[str, Properties, Properties], Made]
    delete: Callable[[str, Properties], None]
    find: Callable[[Mapping[str, str]], Made] | None = None
    """Takes over what exists already, by CloudFormation's identifier of it."""


def without(properties: Properties, *names: str) -> dict[str, Any]:
    """The properties that the call takes as they are."""
    return {name: value for name, value in properties.items() if name not in names}


def tags(properties: Properties) -> list[dict[str, str]]:
    """The tags as most services take them."""
    return [{"Key": tag["Key"], "Value": str(tag["Value"])} for tag in properties.get("Tags", ())]
