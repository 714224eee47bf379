"""Two sides -> what changes in each stack that both have, by what their templates say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.cfn.walk import calls
from generator.difference.change import ExportChange, Fate, ResourceChange
from generator.difference.schema import NOTHING, ResourceSchema, Schemas, is_hit
from generator.difference.side import Side, StackTemplate
from generator.difference.values import PropertyChange, canonical, changes
from generator.gate.system import Resource
from generator.gate.value import mapping

Key = tuple[str, str]
_ATTRIBUTES = ("Condition", "CreationPolicy", "DeletionPolicy", "UpdatePolicy", "UpdateReplacePolicy")
"""What stands beside ``Properties`` and changes what CloudFormation does. ``DependsOn`` and ``Metadata`` only say
when, and what for."""


@dataclass
class Comparison:
    """All that changes, before anybody says what it means."""

    before: Side
    after: Side
    schemas: Schemas
    resources: dict[Key, ResourceChange]
    exports: tuple[ExportChange, ...] = ()

    def of(self, *types: str) -> Iterator[ResourceChange]:
        """What changes of these types."""
        return (change for change in self.resources.values() if change.type in types)


def compare(before: Side, after: Side, schemas: Schemas) -> Comparison:
    """What the templates themselves say of the stacks that both sides have."""
    found = Comparison(before, after, schemas, {})
    befores, afters = _by_stack(before), _by_stack(after)
    for key in after.stacks:
        if key in before.stacks:
            _compare_stack(found, key, befores.get(key, {}), afters.get(key, {}))
    return found


def _by_stack(side: Side) -> dict[str, dict[Key, Resource]]:
    result: dict[str, dict[Key, Resource]] = {}
    for key, resource in side.resources.items():
        result.setdefault(key[0], {})[key] = resource
    return result


def _compare_stack(
    found: Comparison, stack: str, befores: Mapping[Key, Resource], afters: Mapping[Key, Resource]
) -> None:
    indirect = _indirect(*(side.stacks[stack].subject.data for side in (found.before, found.after)))
    for key in dict.fromkeys([*afters, *befores]):
        before, after = befores.get(key), afters.get(key)
        place = (found.after if after else found.before).stacks[stack]
        if before is None or after is None:
            fate = Fate.CREATED if before is None else Fate.REMOVED
            found.resources[key] = ResourceChange(place, fate, (), before, after)
        elif change := _changed(found.schemas, place, before, after, indirect):
            found.resources[key] = change


def _changed(
    schemas: Schemas, place: StackTemplate, before: Resource, after: Resource, indirect: frozenset[str]
) -> ResourceChange | None:
    schema = schemas.of(after.type)
    node = schema.properties if schema else NOTHING
    found = changes(before.properties, after.properties, node)
    found = [change for change in found if change.path]
    if before.type != after.type:
        change = PropertyChange(("Type",), before.type, after.type, (".Type",))
        return ResourceChange(place, Fate.REPLACED, (change,), before, after)
    beside = [
        PropertyChange((), before.body.get(key), after.body.get(key), (f".{key}",))
        for key in _ATTRIBUTES
        if before.body.get(key) != after.body.get(key)
    ]
    if not found and not beside:
        is_open = bool(indirect) and not indirect.isdisjoint(_chosen_by(after.body))
        is_open = is_open or (
            repr(before.body) != repr(after.body) and _alternatives(before.body) != _alternatives(after.body)
        )
        return ResourceChange(place, Fate.UNKNOWN, (), before, after) if is_open else None
    fate = fate_of(schema, found) if found else Fate.UPDATED
    if before.body.get("Condition") != after.body.get("Condition"):
        fate = Fate.UNKNOWN
    return ResourceChange(place, fate, (*found, *beside), before, after)


def fate_of(schema: ResourceSchema | None, found: list[PropertyChange]) -> Fate:
    """What AWS does with a resource of which these properties change."""
    if schema is None:
        return Fate.UNKNOWN
    if any(is_hit(schema.create_only, each.path, each.before, each.after) for each in found):
        return Fate.REPLACED
    if any(is_hit(schema.conditional, each.path, each.before, each.after) for each in found):
        return Fate.MAYBE_REPLACED
    return Fate.UPDATED


def _indirect(before: Mapping[str, Any], after: Mapping[str, Any]) -> frozenset[str]:
    """The conditions and maps of a template that change: what they choose is known to a deployment only."""
    return frozenset(
        name
        for section in ("Conditions", "Mappings")
        for name in {*mapping(before, section), *mapping(after, section)}
        if mapping(before, section).get(name) != mapping(after, section).get(name)
    )


def _chosen_by(body: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(body[key]) for key in ("Condition",) if key in body)
    for function in ("Fn::If", "Fn::FindInMap"):
        yield from (str(argument[0]) for argument in calls(body, function) if isinstance(argument, list) and argument)


def _alternatives(body: Mapping[str, Any]) -> list[str]:
    """Every choice that a condition makes, also the one that is taken not to be made."""
    return sorted(canonical(call, NOTHING) for call in calls(body.get("Properties"), "Fn::If"))
