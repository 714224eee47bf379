"""AWS's resource provider schemas, from cfn-lint's package -> what replaces a resource, and which lists have an order.

https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
Its files are read without cfn-lint, whose import alone takes longer than all that is done here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path as File
from typing import Any

from generator.gate.subject import Path

_FALLBACK = "us-east-1"
_EACH = "*"
"""What stands for the items of a list in a schema's pointers."""
_DEEPEST = 20
_ALTERNATIVES = ("oneOf", "anyOf", "allOf")


@dataclass(frozen=True)
class Node:
    """The part of a schema that describes one value; without data nothing is known of it."""

    root: Mapping[str, Any]
    data: Mapping[str, Any]

    @cached_property
    def _alternatives(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(_flat(self.root, self.data, _DEEPEST))

    def child(self, key: str) -> Node:
        """What describes the value at a key."""
        for each in self._alternatives:
            found = each.get("properties", {}).get(key)
            if isinstance(found, Mapping):
                return Node(self.root, found)
        return NOTHING

    def item(self) -> Node:
        """What describes each item of a list."""
        found = next((each["items"] for each in self._alternatives if isinstance(each.get("items"), Mapping)), None)
        return Node(self.root, found) if found is not None else NOTHING

    @property
    def has_order(self) -> bool:
        """Whether the order of a list means something; so it does where the schema is silent."""
        return not any(each.get("insertionOrder") is False for each in self._alternatives)


NOTHING = Node({}, {})


@dataclass(frozen=True)
class ResourceSchema:
    """What AWS says of one type of resource."""

    data: Mapping[str, Any]

    @property
    def properties(self) -> Node:
        """What describes ``Properties``."""
        return Node(self.data, self.data)

    @cached_property
    def create_only(self) -> tuple[Path, ...]:
        """The properties of which a change makes another resource."""
        return self._paths("createOnlyProperties")

    @cached_property
    def conditional(self) -> tuple[Path, ...]:
        """Those of which some changes do."""
        return self._paths("conditionalCreateOnlyProperties")

    @cached_property
    def identifier(self) -> str:
        """The property that tells the resource from every other one, where the template gives it; else nothing."""
        paths = self._paths("primaryIdentifier")
        is_given = len(paths) == 1 and len(paths[0]) == 1 and paths[0] not in self._paths("readOnlyProperties")
        return str(paths[0][0]) if is_given else ""

    def _paths(self, key: str) -> tuple[Path, ...]:
        return tuple(tuple(pointer.split("/")[2:]) for pointer in self.data.get(key, ()))


def is_hit(pointers: Sequence[Path], path: Path, *values: Any) -> bool:
    """Whether a change at ``path`` changes what a pointer means; ``values`` are what stood there, and what does."""
    steps = tuple(_EACH if isinstance(step, int) else step for step in path)
    for pointer in pointers:
        length = min(len(pointer), len(steps))
        if _fits(pointer[:length], steps[:length]) and (
            length == len(pointer) or any(_holds(value, pointer[length:]) for value in values)
        ):
            return True
    return False


def _fits(pointer: Path, steps: Path) -> bool:
    return all(one in (other, _EACH) for one, other in zip(pointer, steps, strict=True))


def _holds(value: Any, pointer: Path) -> bool:
    """Whether something stands in ``value`` where the rest of a pointer leads."""
    if not pointer:
        return value is not None
    if isinstance(value, list | tuple):
        rest = pointer[1:] if pointer[0] == _EACH else pointer
        return any(_holds(item, rest) for item in value)
    return isinstance(value, Mapping) and pointer[0] in value and _holds(value[pointer[0]], pointer[1:])


class Schemas:
    """The schemas of a region. ``folder`` holds them as cfn-lint's package does."""

    def __init__(self, region: str, folder: File | None = None) -> None:
        self._folder = folder or _packaged()
        self.region = region if (self._folder / "providers" / f"{region}.json").is_file() else _FALLBACK
        self._found: dict[str, ResourceSchema | None] = {}

    def of(self, resource_type: str) -> ResourceSchema | None:
        """The schema of a type; None where AWS has published none for the region."""
        if resource_type not in self._found:
            name = self._names.get(resource_type)
            data = _json(self._folder / "resources" / f"{name}.json") if name else None
            self._found[resource_type] = ResourceSchema(data) if data else None
        return self._found[resource_type]

    @property
    def date(self) -> str:
        """The day of the schemas: 2026-10-20; nothing where there are none."""
        return str(_json(self._folder / "version.json").get("schema_date", ""))[:10]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return _json(self._folder / "providers" / f"{self.region}.json")


def _packaged() -> File:
    found = find_spec("cfnlint")
    assert found is not None, "canaryform is installed with cfn-lint"
    assert found.origin is not None, "cfn-lint is a package with an __init__.py"
    return File(found.origin).parent / "data" / "schemas"


def _json(file: File) -> Mapping[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _flat(root: Mapping[str, Any], data: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
    """A schema and all that it refers to, or says in its stead."""
    if depth == 0:
        return
    yield data
    reference = data.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/"):
        target: Any = root
        for step in reference[2:].split("/"):
            target = target.get(step) if isinstance(target, Mapping) else None
        if isinstance(target, Mapping):
            yield from _flat(root, target, depth - 1)
    for word in _ALTERNATIVES:
        for each in data.get(word, ()):
            if isinstance(each, Mapping):
                yield from _flat(root, each, depth - 1)
