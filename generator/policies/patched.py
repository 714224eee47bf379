"""A resource that a patch has made or changed -> what deploying it takes that deployers may not do.

They may do what our own templates take. A patch may add a type of which nothing is known here, a property whose calls
are left out (``omission.py``), and a thing of a kind of which the spec has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.model.container import Permission
from generator.policies.deployment_calls import tables
from generator.policies.omission import OMISSIONS

_GIVEN = frozenset({"boundary", "new-role", "vpc", "passed-connection", "connection"})
"""Kinds that the spec may say in other words: ``policies/deployer.py`` looks for them."""


def is_known(resource_type: str) -> bool:
    """Whether the calls are known that deploying such a resource takes."""
    return bool(tables().needed(resource_type))


def lacking(resource_type: str, properties: Any, ours: Mapping[str, Sequence[Any]]) -> list[str]:
    """The actions of a known type that deployers may not; ``ours`` says which things of each kind they may touch."""
    names = {*_names(properties)}
    found = {
        call
        for row in OMISSIONS
        if row.resource_type == resource_type
        for call in row.calls
        if names & {*row.properties}
    }
    for action in tables().needed(resource_type):
        kinds = [kind for kind in tables().kinds(resource_type, action) if kind not in _GIVEN]
        if not all(ours.get(kind) for kind in kinds):
            found.add(action)
    return sorted(found)


def grants(permissions: Iterable[Permission]) -> Iterator[tuple[str, str]]:
    """Each action that patches say, with the kind of thing that is its resources: those, a space between them."""
    for permission in permissions:
        for action in permission.actions:
            yield f"{_SAID}{' '.join(permission.resources)}", action


def resources(kind: str) -> list[str]:
    """What such a kind says; nothing of another kind."""
    return kind.removeprefix(_SAID).split(" ") if kind.startswith(_SAID) else []


_SAID = "patches "


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)
