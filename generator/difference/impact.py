"""Two sides -> all effects of going from the one to the other, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.count import counted
from generator.difference.change import ExportChange, Fate, ResourceChange
from generator.difference.comparison import Comparison, compare
from generator.difference.consequence import Consequence, worst
from generator.difference.effect import Effect, Impact, Stop, Told
from generator.difference.fact import Reason
from generator.difference.facts.catalog import FACTS
from generator.difference.schema import NOTHING, Schemas
from generator.difference.side import Side, StackTemplate
from generator.difference.spread import spread
from generator.difference.values import PropertyChange, changes
from generator.gate.subject import SideFile
from generator.gate.value import mapping

_OF_FATE = {
    Fate.CREATED: Consequence.CREATED,
    Fate.REMOVED: Consequence.REMOVED,
    Fate.REPLACED: Consequence.REPLACED,
    Fate.MAYBE_REPLACED: Consequence.REPLACED,
    Fate.UPDATED: Consequence.UPDATED,
    Fate.UNKNOWN: Consequence.UNKNOWN,
}
_MAYBE = Told("AWS replaces it for some values of that property and updates it for others", Consequence.REPLACED)
_OPEN = Told("a condition, a map or a schema that is not there decides what becomes of it", Consequence.UNKNOWN)
_DEFAULT = Told("a stack that is there keeps the value that it was given", Consequence.UPDATED)
_STAYS = Told("no deployment deletes a stack: it stays until somebody does", Consequence.REMOVED)
_WHO = {
    Consequence.REFUSED: "whoever deploys",
    Consequence.TRAFFIC: "users",
    Consequence.LOST: "who needs it",
    Consequence.INTERRUPTED: "users",
    Consequence.UNKNOWN: "not known",
}
_WHEN = {Consequence.REFUSED: "never", Consequence.NEXT_RELEASE: "with the next release"}
Key = tuple[str, str]


def impact(before: Side, after: Side, schemas: Schemas) -> Impact:
    """What deploying ``after`` where ``before`` is deployed does."""
    found = compare(before, after, schemas)
    spread(found)
    effects = [
        *_of_stacks(found),
        *_of_changes(found),
        *_of_parameters(found),
        *release_effects(before.files, after.files),
    ]
    order = {stack.name: number for number, stack in enumerate([*after.stacks.values(), *before.stacks.values()])}
    effects.sort(key=lambda effect: (effect.consequence.rank, order.get(effect.stack, len(order))))
    unknown = Counter(
        change.type
        for change in found.resources.values()
        if change.fate is Fate.UNKNOWN and schemas.of(change.resource.type) is None
    )
    others = {path for path in {*before.others, *after.others} if before.others.get(path) != after.others.get(path)}
    return Impact(
        before.name,
        after.name,
        tuple(_of_specs(before.specs, after.specs)),
        tuple(effects),
        _stop(effects, after),
        dict(sorted(unknown.items())),
        len({*before.resources, *after.resources}) + after.same,
        tuple(sorted(others)),
        schemas.region,
        schemas.date,
    )


def _of_specs(befores: Mapping[str, Any], afters: Mapping[str, Any]) -> Iterator[PropertyChange]:
    for path in afters:
        if path in befores:
            yield from changes(befores[path], afters[path], NOTHING)


def _of_stacks(found: Comparison) -> Iterator[Effect]:
    for consequence, side, other in (
        (Consequence.CREATED, found.after, found.before),
        (Consequence.REMOVED, found.before, found.after),
    ):
        for key, stack in side.stacks.items():
            if key not in other.stacks:
                kind = f"stack of {counted(len(mapping(stack.subject.data, 'Resources')), 'resource')}"
                reasons = (_STAYS,) if consequence is Consequence.REMOVED else ()
                yield Effect(consequence, stack.name, "", kind, (), reasons, "nobody", "", _place(stack))


def _of_changes(found: Comparison) -> Iterator[Effect]:
    said: dict[int, list[tuple[Reason, Told]]] = {}
    for fact in FACTS:
        for reason in fact.find(found):
            told = Told(reason.text, reason.consequence, reason.source or fact.source, reason.hint)
            said.setdefault(id(reason.change), []).append((reason, told))
    every: list[ResourceChange | ExportChange] = [*found.resources.values(), *found.exports]
    for change in every:
        pairs = said.get(id(change), [])
        reasons = sorted([*(told for _, told in pairs), *_by_itself(change)], key=lambda each: each.consequence.rank)
        meant = worst(_base(change), *(each.consequence for each in reasons))
        yield _effect(change, meant, tuple(reasons), [reason for reason, _ in pairs])


def _base(change: ResourceChange | ExportChange) -> Consequence:
    """What the templates alone say."""
    if isinstance(change, ResourceChange):
        return _OF_FATE[change.fate]
    return Consequence.REMOVED if change.is_removed else Consequence.CREATED if change.is_new else Consequence.UPDATED


def _by_itself(change: ResourceChange | ExportChange) -> Iterator[Told]:
    if isinstance(change, ResourceChange):
        if change.fate is Fate.MAYBE_REPLACED:
            yield _MAYBE
        elif change.fate is Fate.UNKNOWN:
            yield _OPEN


def _effect(
    change: ResourceChange | ExportChange, meant: Consequence, told: tuple[Told, ...], own: list[Reason]
) -> Effect:
    own = sorted(own, key=lambda reason: reason.consequence.rank) if meant is not Consequence.REFUSED else []
    who = next((each.who for each in own if each.who), _WHO.get(meant, "nobody"))
    usual = "when an administrator updates the stack" if change.stack.is_by_hand else "when the stack is updated"
    when = next((each.when for each in own if each.when), _WHEN.get(meant, usual))
    if isinstance(change, ExportChange):
        kind = f"export {change.name}" if change.name else ""
        subject, place = f"output {change.output}", _place(change.stack)
        return Effect(meant, change.stack.name, subject, kind, (change.change,), told, who, when, place)
    place = _place(change.stack, change.resource.id)
    return Effect(meant, change.stack.name, change.resource.id, change.type, change.changes, told, who, when, place)


def _place(stack: StackTemplate, logical_id: str = "") -> str:
    subject = stack.subject
    found = subject.problem(logical_id, "", "").location if logical_id else subject.origin
    return str(found)


def _of_parameters(found: Comparison) -> Iterator[Effect]:
    for key, stack in found.after.stacks.items():
        before = found.before.stacks.get(key)
        olds = mapping(before.subject.data, "Parameters") if before else {}
        for name, body in mapping(stack.subject.data, "Parameters").items():
            one, other = (mapping(each).get("Default") for each in (olds.get(name, body), body))
            if one != other:
                part = PropertyChange(("Default",), one, other, ("Default",))
                when = "when the stack is made anew, or the value given"
                subject, told = f"parameter {name}", (_DEFAULT,)
                yield Effect(Consequence.UPDATED, stack.name, subject, "", (part,), told, "nobody", when, _place(stack))


def release_effects(befores: Mapping[str, SideFile], afters: Mapping[str, SideFile]) -> Iterator[Effect]:
    """What becomes of the files that a release reads, by path: the next release reads the new ones."""
    for path in dict.fromkeys([*afters, *befores]):
        before, after = befores.get(path), afters.get(path)
        parts: list[PropertyChange] = []
        if before and after:
            parts = changes(before.data, after.data, NOTHING)
            if before.data is None and before.text != after.text:
                parts = [PropertyChange((), before.text, after.text)]
        if parts or before is None or after is None:
            kind = "" if before and after else "a new file" if after else "a file that is no more"
            when = _WHEN[Consequence.NEXT_RELEASE]
            who = "users, as of any release"
            yield Effect(Consequence.NEXT_RELEASE, "", path, kind, tuple(parts), (), who, when, path)


def _stop(effects: list[Effect], after: Side) -> Stop | None:
    names = {stack.name: stack.after for stack in after.stacks.values() if not stack.is_by_hand}
    touched = {effect.stack for effect in effects}
    changed = [name for name in names if name in touched]
    refused = {effect.stack for effect in effects if effect.consequence is Consequence.REFUSED} & names.keys()
    if not refused or not any(names.values()):
        return None
    before: dict[str, set[str]] = {}
    for name, direct in names.items():  # In deploy order: what a stack comes after was met already.
        before[name] = {*direct, *(each for one in direct for each in before.get(one, ()))}
    first = [name for name in changed if name in refused and not before[name] & refused]
    left = [name for name in changed if name not in first and before[name] & {*first}]
    done = [name for name in changed if name not in first and name not in left]
    return Stop(tuple(first), tuple(done), tuple(left))
