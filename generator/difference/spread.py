"""What is replaced -> what is another value because of that, in its template and through exports in others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from generator.difference.change import ExportChange, Fate, ResourceChange
from generator.difference.comparison import Comparison, Key, fate_of
from generator.difference.reference import Reference, references
from generator.difference.side import Export
from generator.difference.values import PropertyChange
from generator.gate.subject import Path
from generator.gate.system import Resource, readable
from generator.gate.value import mapping


def spread(found: Comparison) -> None:
    """Add to what was found all that follows from it."""
    found.exports = tuple(_Spread(found).run())


class _Spread:
    """A resource that is replaced is another one to all that refer to it; repeated until nothing more changes."""

    def __init__(self, found: Comparison) -> None:
        self._found = found
        self._references = {key: self._of(key) for key in found.after.resources}
        self._users: dict[Key, set[Key]] = {}
        self._importers: dict[str, set[Key]] = {}
        for key, places in self._references.items():
            for place in places:
                if place.is_import:
                    self._importers.setdefault(place.target, set()).add(key)
                else:
                    self._users.setdefault((key[0], place.target), set()).add(key)

    def _of(self, key: Key) -> list[Reference]:
        after = self._found.after
        body = after.resources[key].body.get("Properties")
        return list(references(body, lambda name: after.resolver.resolve(key[0], name)))

    def run(self) -> list[ExportChange]:
        found, changed = self._found, list(self._exports())
        waiting = [key for key, each in found.resources.items() if each.is_replaced and each.after]
        done: set[Key] = set()
        names = {export.name for export in changed}
        for export in changed:  # The name of none is that of what nobody can import.
            self._reach(self._importers.get(export.name, ()), export.name, waiting, is_import=True)
        while waiting:
            key = waiting.pop()
            if key in done:
                continue
            done.add(key)
            self._reach(self._users.get(key, ()), key[1], waiting)
            for export in self._exports_of(key):
                if export.name not in names:
                    names.add(export.name)
                    changed.append(export)
                    self._reach(self._importers.get(export.name, ()), export.name, waiting, is_import=True)
        return changed

    def _exports(self) -> Iterator[ExportChange]:
        """Exports that are said to be something else, or no more."""
        before, after = self._found.before, self._found.after
        for name, export in before.exports.items():
            now = after.exports.get(name)
            if export.stack in after.stacks and (now is None or now.value != export.value):
                yield self._export(name, export.stack, export.output, export.value, now.value if now else None)
        for name, export in after.exports.items():
            if name not in before.exports and export.stack in before.stacks:
                yield self._export(name, export.stack, export.output, None, export.value)
        for stack in after.stacks:
            if stack in before.stacks:
                yield from self._outputs(stack)

    def _outputs(self, stack: str) -> Iterator[ExportChange]:
        """What a stack shows to people alone."""
        befores, afters = (side.shown(stack) for side in (self._found.before, self._found.after))
        for name in dict.fromkeys([*afters, *befores]):
            if befores.get(name) != afters.get(name):
                yield self._export("", stack, name, befores.get(name), afters.get(name))

    def _exports_of(self, key: Key) -> Iterator[ExportChange]:
        """Exports of a resource that is replaced."""
        stack, logical_id = key
        resolve = self._found.after.resolver.resolve
        for name, export in self._exports_by_stack.get(stack, {}).items():
            value = mapping(self._found.after.stacks[stack].subject.data, "Outputs", export.output).get("Value")
            found = references(value, lambda argument: resolve(stack, argument))
            if any(each.target == logical_id and not each.is_import for each in found):
                yield self._export(name, stack, export.output, export.value, f"of a new {logical_id}")

    @cached_property
    def _exports_by_stack(self) -> Mapping[str, Mapping[str, Export]]:
        """What was exported before, and is now."""
        result: dict[str, dict[str, Export]] = {}
        for name, export in self._found.after.exports.items():
            if name in self._found.before.exports:
                result.setdefault(export.stack, {})[name] = export
        return result

    def _export(self, name: str, stack: str, output: str, before: Any, after: Any) -> ExportChange:
        sides = self._found
        change = PropertyChange(("Value",), _shown(before), _shown(after), (output,))
        importers = tuple(sides.before.stacks[each] for each in sides.before.importers.get(name, ()))
        place = sides.after.stacks.get(stack) or sides.before.stacks[stack]
        return ExportChange(place, name, output, change, importers)

    def _reach(self, keys: Iterable[Key], target: str, waiting: list[Key], *, is_import: bool = False) -> None:
        """The properties of these resources in which ``target`` stands are something else now."""
        for key in sorted(keys):
            before = self._found.before.resources.get(key)
            after = self._found.after.resources[key]
            known = self._found.resources.get(key)
            if before is None or (known and known.fate is Fate.CREATED):
                continue
            was = known.fate if known else None
            places = [each for each in self._references[key] if each.target == target and each.is_import is is_import]
            new = [change for place in places if (change := _new(place.path, target, known)) is not None]
            if new:
                merged = self._with(key, before, after, known, new, target)
                self._found.resources[key] = merged
                if merged.is_replaced and merged.fate is not was:
                    waiting.append(key)

    def _with(
        self,
        key: Key,
        before: Resource,
        after: Resource,
        known: ResourceChange | None,
        new: list[PropertyChange],
        target: str,
    ) -> ResourceChange:
        known = known or ResourceChange(self._found.after.stacks[key[0]], Fate.UPDATED, (), before, after)
        fate = fate_of(self._found.schemas.of(after.type), new)
        merged = min(known.fate, fate, key=_GRAVITY.index)
        causes = tuple(dict.fromkeys([*known.causes, target]))
        return replace(known, fate=merged, changes=(*known.changes, *new), causes=causes)


_GRAVITY = [Fate.CREATED, Fate.REMOVED, Fate.REPLACED, Fate.MAYBE_REPLACED, Fate.UNKNOWN, Fate.UPDATED]


def _new(path: Path, target: str, known: ResourceChange | None) -> PropertyChange | None:
    """That the property at ``path`` is of another resource now; nothing where that is known."""
    if known and any(_overlap(path, change.path) for change in known.changes):
        return None
    labels = tuple(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return PropertyChange(path, target, f"the new {target}", labels, target)


def _shown(value: Any) -> Any:
    return readable(value) if isinstance(value, str) else value


def _overlap(one: Path, other: Path) -> bool:
    """Whether two paths, which are not empty, lead to the same value, or the one into what the other leads to."""
    length = min(len(one), len(other))
    return length > 0 and one[:length] == other[:length]
