"""What stands beside CloudFormation: the resources that stacks make, change and delete, and refuse to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class RolledBackError(Exception):
    """An update cannot be carried out."""


class World(Protocol):
    """What resources are."""

    def made(self, kind: str, properties: Mapping[str, Any]) -> str:
        """A resource is made; its physical id. Raises RolledBackError."""
        ...

    def changed(self, kind: str, physical: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A resource is changed. Raises RolledBackError."""
        ...

    def deleted(self, kind: str, physical: str) -> None:
        """A resource is deleted."""
        ...

    def is_there(self, kind: str, physical: str) -> bool:
        """Whether a resource can be imported."""
        ...
