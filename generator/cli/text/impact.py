"""What a change does -> lines for people: worst first, what is alike together, and what follows from it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from generator.cli.text.complaint import hint, printable
from generator.cli.text.property_change import property_lines
from generator.count import counted
from generator.difference.consequence import Consequence

if TYPE_CHECKING:
    from generator.difference.effect import Effect, Impact, Stop, Told

COLOURS = {
    Consequence.REFUSED: "red",
    Consequence.TRAFFIC: "red",
    Consequence.LOST: "red",
    Consequence.INTERRUPTED: "yellow",
    Consequence.UNKNOWN: "yellow",
    Consequence.REPLACED: "yellow",
}
_WIDTH = max(map(len, Consequence))
_NAMED = 3
"""So many are named; more are counted."""
_LISTED = 12
"""So many files have a line each."""


def impact_lines(found: Impact) -> Iterator[str]:
    """All of it."""
    yield f"{printable(found.after)} against {printable(found.before)}: {summary(found)}"
    yield from (f"{'you change':<{_WIDTH}}  {printable(line)}" for line in property_lines(found.written))
    known: set[str] = set()
    for group in alike(found.effects):
        yield from _group(group, known)
    yield from map(printable, closing(found))


def summary(found: Impact) -> str:
    """How many there are of each, worst first."""
    counts = Counter(effect.consequence for effect in found.effects)
    listed = [f"{counts[each]} {each}" for each in Consequence if counts[each]]
    return ", ".join(listed) or f"nothing changes, of {counted(found.compared, 'resource')}"


def alike(effects: Sequence[Effect]) -> list[list[Effect]]:
    """Effects that say the same of several things, together at the place of the first."""
    groups: dict[str, list[Effect]] = {}
    for effect in effects:
        said = [effect.consequence, effect.when, effect.who, effect.reasons, *_what(effect)]
        groups.setdefault(repr(said), []).append(effect)
    return sorted(groups.values(), key=lambda group: group[0].consequence.rank)


def _what(effect: Effect) -> list[str]:
    """By what an effect is alike to others: what changes, and where nothing does but what it refers to, only that."""
    if effect.causes:
        return []
    return property_lines(effect.changes) or [effect.type]


def subject(group: Sequence[Effect]) -> str:
    """What the effects are about: the thing, or how many there are."""
    first = group[0]
    if len(group) == 1:
        return " ".join(filter(None, [first.stack, first.subject, f"({first.type})" if first.type else ""]))
    subjects, types = ([*dict.fromkeys(each)] for each in zip(*((e.subject, e.type) for e in group), strict=True))
    many = f"{len(group)} x {first.type}" if len(types) == 1 and first.type else f"{len(group)} things"
    what = ", ".join(subjects) if all(subjects) and len(subjects) <= _NAMED else many
    stacks = [*dict.fromkeys(effect.stack for effect in group if effect.stack)]
    where = ", ".join(stacks) if len(stacks) <= _NAMED else counted(len(stacks), "stack")
    return f"{what} in {where}" if where else what


def change_lines(group: Sequence[Effect]) -> list[str]:
    """What changes of each."""
    causes = [*dict.fromkeys(cause for effect in group for cause in effect.causes)]
    if not causes:
        return property_lines(group[0].changes)
    shown = causes if len(causes) <= _NAMED else [*causes[:_NAMED], f"{len(causes) - _NAMED} more"]
    return [f"refers to what is replaced: {', '.join(shown)}"]


def _group(group: Sequence[Effect], known: set[str]) -> Iterator[str]:
    first = group[0]
    colour = COLOURS.get(first.consequence, "green")
    when = [] if first.consequence is Consequence.REFUSED else [first.when]
    is_told = first.who != "nobody" and first.consequence is not Consequence.UNKNOWN
    who = [f"noticed by {first.who}"] if is_told and when else []
    said = "; ".join(filter(None, [*when, *who]))
    verdict = click.style(f"{first.consequence:<{_WIDTH}}", fg=colour)
    yield f"{verdict}  {printable(': '.join(filter(None, [subject(group), said])))}"
    indent = " " * (_WIDTH + 2)
    yield from (f"{indent}{printable(line)}" for line in [*_files(group), *change_lines(group)])
    yield from (f"{indent}{line}" for line in reason_lines(first.reasons, known))
    if len(group) == 1 and first.reasons and first.place != first.subject:
        yield indent + click.style(f"at {printable(first.place)}", dim=True)


def _files(group: Sequence[Effect]) -> list[str]:
    """The files of which the line above says no more than how many they are: they have no stack that names them."""
    files = [effect.subject for effect in group if not effect.stack]
    if len(files) <= _NAMED:
        return []
    return files if len(files) <= _LISTED else [*files[: _LISTED - 1], f"{len(files) - _LISTED + 1} more"]


def reason_lines(reasons: Sequence[Told], known: set[str]) -> Iterator[str]:
    """Why, and what to do; pages and hints that are ``known`` already are not told again, and become known here."""
    for reason in reasons:
        source = "" if reason.source in known else reason.source
        yield printable(reason.text) + (click.style(f" {source}", dim=True) if source else "")
        if reason.hint and reason.hint not in known:
            yield hint(reason.hint).strip()
        known |= {reason.source, reason.hint}


def closing(found: Impact) -> Iterator[str]:
    """What is to be known of all of it."""
    if found.stop:
        yield stop_line(found.stop)
    if found.unknown_types:
        number = sum(found.unknown_types.values())
        types = ", ".join(f"{name} ({each})" for name, each in found.unknown_types.items())
        yield f"unknown what becomes of {counted(number, 'resource')} of types without a schema: {types}"
    if found.effects and all(effect.consequence is Consequence.NEXT_RELEASE for effect in found.effects):
        yield "no stack changes: merge it, and release"
    if found.other_files:
        yield f"{counted(len(found.other_files), 'other file')} that neither a stack nor a release reads"
    date = f", of {found.schema_date}" if found.schema_date else ": none found, so that nothing says what is replaced"
    yield f"by AWS's schemas for {found.region}{date}"


def stop_line(stop: Stop) -> str:
    """Where a deployment ends, and what is as it was then."""
    text = f"a deployment stops at {' and '.join(stop.refused)}"
    if stop.done:
        text += f"; {', '.join(stop.done)} {'is' if len(stop.done) == 1 else 'are'} updated all the same"
    if stop.left:
        text += f"; {', '.join(stop.left)} {'stays as it is' if len(stop.left) == 1 else 'stay as they are'}"
    return text
