"""What deploying would do, and what became of it -> lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from generator.cli.text.complaint import hint, printable
from generator.cli.text.impact import COLOURS, change_lines, reason_lines, stop_line
from generator.cli.text.property_change import property_lines
from generator.count import counted
from generator.difference.consequence import Consequence
from generator.difference.values import PropertyChange

if TYPE_CHECKING:
    from generator.app.deploy.impact import Beyond
    from generator.app.deploy.plan import Planned
    from generator.app.deploy.progress import StackOutcome
    from generator.app.diff.waiting import Waiting
    from generator.difference.effect import Effect
    from generator.live.change_set import Change
    from generator.live.connection import Connection

_SIGNS = {"Add": ("+", "green"), "Remove": ("-", "red"), "Import": (">", "green")}


def plan_lines(plans: Sequence[Planned], beyond: Beyond | None = None) -> Iterator[str]:
    """A line a stack, and below it a line for each resource that changes; a new stack's are only counted.

    ``beyond`` is what is known of it beyond the change sets: it stands with the resource that it is of.
    """
    width = max(len(planned.stack.name) for planned in plans)
    known: set[str] = set()
    for planned in plans:
        what = planned.action if planned.action != "nothing" else "nothing to change"
        yield f"{planned.stack.name:<{width}}  {what}{_count(planned)}"
        for each in planned.kept:
            text = f"> {each.name} {each.type} is there already: {each.fate}"
            yield f"  {click.style(printable(text), fg='yellow')}"
        effects = {effect.subject: effect for effect in beyond.of(planned.stack.name)} if beyond else {}
        if not _is_whole(planned.changes):
            for change in planned.changes:
                yield from _change(change, effects.pop(change.logical_id, None), known)
        for effect in effects.values():
            if _is_told(effect, planned):
                yield from _effect(effect, known)
        for warning in planned.change_set.warnings if planned.change_set else ():
            yield f"  {click.style(printable(f'! CloudFormation warns: {warning}'), fg='yellow')}"
    yield from _closing(beyond)


def _change(change: Change, effect: Effect | None, known: set[str]) -> Iterator[str]:
    yield f"  {_line(change, effect)}"
    lines = _values(change) or (property_lines(effect.changes) if effect else [])
    yield from (f"      {printable(line)}" for line in lines)
    if effect:
        yield from (f"      {line}" for line in reason_lines(effect.reasons, known))


def _effect(effect: Effect, known: set[str]) -> Iterator[str]:
    """What no change set tells: an export, or what follows from what another stack does."""
    words = " ".join(filter(None, ["~", effect.subject, effect.type]))
    yield f"  {click.style(printable(f'{words}: {_verdict(effect)}'), fg=COLOURS.get(effect.consequence, 'green'))}"
    yield from (f"      {printable(line)}" for line in change_lines([effect]))
    yield from (f"      {line}" for line in reason_lines(effect.reasons, known))


def _is_told(effect: Effect, planned: Planned) -> bool:
    """Whether it is worth a line beside the change set; without a change set it is all that is known."""
    is_known = planned.action == "nothing" or planned.change_set is not None
    return effect.consequence.is_as_bad_as(Consequence.REPLACED) or not is_known


def _verdict(effect: Effect) -> str:
    is_open = effect.consequence in (Consequence.REFUSED, Consequence.UNKNOWN)
    is_felt = effect.who not in ("", "nobody") and not is_open
    return f"{effect.consequence}, noticed by {effect.who}" if is_felt else str(effect.consequence)


def _closing(beyond: Beyond | None) -> Iterator[str]:
    if beyond and beyond.found and beyond.found.stop:
        yield click.style(printable(stop_line(beyond.found.stop)), fg="red")
    if beyond and beyond.why_not:
        yield click.style(printable(f"not compared with what is deployed: {beyond.why_not}"), fg="yellow")


def _count(planned: Planned) -> str:
    number = len(planned.changes)
    if not number:
        return ""
    noun = "resource" if _is_whole(planned.changes) else "change"
    return f": {counted(number, noun)}"


def _is_whole(changes: Sequence[Change]) -> bool:
    """Whether a stack is only just made."""
    return len(changes) > 0 and all(change.action == "Add" for change in changes)


def _line(change: Change, effect: Effect | None) -> str:
    sign, colour = _SIGNS.get(change.action, ("!", "red") if change.is_replaced else ("~", "yellow"))
    words = [sign, change.logical_id, change.type, "" if change.values else ", ".join(change.properties)]
    if change.is_replaced:
        words.append("(replaced)" if change.replacement == "True" else "(may be replaced)")
    if change.action == "Remove" and change.policy == "Retain":
        words.append("(stays, outside of the stack)")
    text = " ".join(filter(None, words))
    if effect:
        text += f": {_verdict(effect)}"
        colour = COLOURS.get(effect.consequence, colour)
    return click.style(printable(text), fg=colour)


def _values(change: Change) -> list[str]:
    """The old and new values, as ``canaryform diff`` writes them."""
    return property_lines([PropertyChange((), each.before, each.after, (each.place,)) for each in change.values])


def waiting_lines(waiting: Waiting | None) -> Iterator[str]:
    """What no stack takes and the next release brings."""
    if waiting:
        yield f"with the next release, since {printable(waiting.release)}:"
        for effect in waiting.effects:
            lines = property_lines(effect.changes) or [effect.type]
            yield from (f"  {printable(f'{effect.subject} {line}')}" for line in lines)
        yield hint("merge it, then canaryform release start: a release reads these files from its own commit")
        for command in waiting.commands:
            yield hint(
                f"without a new version, {waiting.release} once more with the files of the main branch: {command}"
            )


def outcome_line(outcomes: Sequence[StackOutcome], waiting: Waiting | None = None) -> str:
    """How many stacks came to which end, and how much waits for the next release: ``unchanged`` is not all then."""
    counts = Counter(outcome.state for outcome in outcomes)
    listed = [f"{number} {state}" for state, number in counts.items()]
    if waiting:
        number = len(waiting.effects)
        listed.append(f"{counted(number, 'file')} {'waits' if number == 1 else 'wait'} for the next release")
    return ", ".join(listed)


def authorise_lines(connection: Connection, again: str) -> Iterator[str]:
    """The one step of a first deploy that no program can do; the address is on a line of its own, to be copied."""
    yield ""
    yield click.style("One step is yours: authorise the connection to GitHub.", bold=True)
    yield "  1. open, as somebody who may install GitHub Apps for the repository's owner:"
    yield f"     {connection.console_url}"
    yield f'  2. choose {printable(connection.name or connection.arn)} and "Update pending connection"'
    yield f"  3. {again}"
