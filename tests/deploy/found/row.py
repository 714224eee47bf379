"""How one type of resource is found again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Client = Callable[[str], Any]
"""A service's name -> botocore's client of it, in the stack's account and region."""
Properties = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """What its own service shows of a resource."""

    shown: Mapping[str, Any]
    """Under the template's names, in any letters; it may hold more than the template says."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """What ``Fn::GetAtt`` must have given."""


@dataclass(frozen=True)
class Row:
    """``find`` takes what ``Ref`` gives and the resolved properties, and raises when there is no such thing."""

    find: Callable[[Client, str, Properties], Found]
    unseen: Mapping[str, str] = field(default_factory=dict)
    """Properties that the service does not show, and why."""


def only(things: Any) -> Any:
    """The one of them that there must be."""
    [thing] = things
    return thing


def tag_list(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """A map of tags as the template has them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]
