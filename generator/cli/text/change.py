"""What deploying would do, and what became of it -> lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from generator.cli.text.complaint import hint, printable
from generator.cli.text.property_change import property_lines
from generator.count import counted
from generator.difference.values import PropertyChange

if TYPE_CHECKING:
    from generator.app.deploy.plan import Planned
    from generator.app.deploy.progress import Outcome
    from generator.app.diff.waiting import Waiting
    from generator.live.change_set import Change

_SIGNS = {"Add": ("+", "green"), "Remove": ("-", "red"), "Import": (">", "green")}


def plan_lines(plans: Sequence[Planned]) -> Iterator[str]:
    """A line a stack, and below it a line for each resource that changes; a new stack's are only counted."""
    width = max(len(planned.stack.name) for planned in plans)
    for planned in plans:
        what = planned.action if planned.action != "nothing" else "nothing to change"
        yield f"{planned.stack.name:<{width}}  {what}{_count(planned)}"
        for each in planned.kept:
            text = f"> {each.name} {each.type} is there already: {each.fate}"
            yield f"  {click.style(printable(text), fg='yellow')}"
        if not _is_whole(planned.changes):
            for change in planned.changes:
                yield f"  {_line(change)}"
                yield from (f"      {printable(line)}" for line in _values(change))


def _count(planned: Planned) -> str:
    number = len(planned.changes)
    if not number:
        return ""
    noun = "resource" if _is_whole(planned.changes) else "change"
    return f": {counted(number, noun)}"


def _is_whole(changes: Sequence[Change]) -> bool:
    """Whether a stack is only just made."""
    return len(changes) > 0 and all(change.action == "Add" for change in changes)


def _line(change: Change) -> str:
    sign, colour = _SIGNS.get(change.action, ("!", "red") if change.is_replaced else ("~", "yellow"))
    words = [sign, change.logical_id, change.type, "" if change.values else ", ".join(change.properties)]
    if change.is_replaced:
        words.append("(replaced)" if change.replacement == "True" else "(may be replaced)")
    if change.action == "Remove" and change.policy == "Retain":
        words.append("(stays, outside of the stack)")
    return click.style(printable(" ".join(filter(None, words))), fg=colour)


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
        why = f"a release reads these files from its own commit, so that {waiting.release} cannot bring them"
        yield hint(f"merge it, then canaryform release start: {why}")


def outcome_line(outcomes: Sequence[Outcome]) -> str:
    """How many stacks came to which end."""
    counts = Counter(outcome.state for outcome in outcomes)
    return ", ".join(f"{number} {state}" for state, number in counts.items())
