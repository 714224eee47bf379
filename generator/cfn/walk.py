"""A template's data -> every intrinsic function call in it, and every resource of a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def calls(data: Any, function: str) -> Iterator[Any]:
    """The arguments of every call of ``function`` (``Ref``, ``Fn::ImportValue`` ...), however deep."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key == function and len(data) == 1:
                yield value
            yield from calls(value, function)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from calls(item, function)


def resources(template: Mapping[str, Any], resource_type: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Logical id and properties of every resource of a type, such as ``AWS::ECS::Service``."""
    for logical_id, resource in template.get("Resources", {}).items():
        if resource.get("Type") == resource_type:
            yield logical_id, resource.get("Properties", {})
