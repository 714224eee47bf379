"""An entry of ministack's table of types -> one that also does what ministack leaves out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services.cloudformation import provisioners


def complete(resource_type: str, finish: Callable[[str, dict[str, Any]], None]) -> None:
    """Lets ``finish`` see to each resource of the type, by what ``Ref`` gives and its properties, once it is there."""
    entry = provisioners._RESOURCE_HANDLERS[resource_type]
    create, update = entry["create"], entry["update"]

    def create_whole(logical_id: str, properties: dict[str, Any], stack: str) -> Any:
        made = create(logical_id, properties, stack)
        finish(made[0], properties)
        return made

    def update_whole(identity: str, old: dict[str, Any], new: dict[str, Any], stack: str, *logical_id: str) -> Any:
        made = update(identity, old, new, stack, *logical_id)
        finish(made[0], new)
        return made

    provisioners._RESOURCE_HANDLERS[resource_type] = {**entry, "create": create_whole, "update": update_whole}
