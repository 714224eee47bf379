"""What a person is told: one effect for each thing that changes, worst first, and where a refusal would stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.difference.consequence import Consequence
from generator.difference.values import PropertyChange


class Told(NamedTuple):
    """Why; ``source`` is the page that says so."""

    text: str
    consequence: Consequence
    source: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Effect:
    """What becomes of one resource, export, stack or file."""

    consequence: Consequence
    stack: str
    """The stack's name; empty for a file that a release reads."""
    subject: str
    """A logical id, ``output NAME``, or a file's path; empty for the stack as a whole."""
    type: str = ""
    changes: tuple[PropertyChange, ...] = ()
    reasons: tuple[Told, ...] = ()
    who: str = ""
    """Who notices it."""
    when: str = ""
    place: str = ""
    """Where it is written: file and line."""

    @property
    def causes(self) -> tuple[str, ...]:
        """What is replaced, where that is all that changes the thing; nothing where it is itself written anew."""
        causes = tuple(change.cause for change in self.changes)
        return tuple(dict.fromkeys(causes)) if all(causes) else ()


class Stop(NamedTuple):
    """Where a deployment in the order of the stacks would end, by the names of the stacks."""

    refused: tuple[str, ...]
    done: tuple[str, ...]
    """Those that change and do not wait for it: they are updated nevertheless."""
    left: tuple[str, ...]
    """Those that change and come after it: they stay as they are."""


@dataclass(frozen=True)
class Impact:
    """All that a change does."""

    before: str
    after: str
    """What the sides are called."""
    written: tuple[PropertyChange, ...]
    """What was changed in the specs, where both sides come from specs."""
    effects: tuple[Effect, ...]
    stop: Stop | None
    unknown_types: Mapping[str, int]
    """Types without a schema that change, and how many resources of each."""
    compared: int
    """How many resources were looked at."""
    other_files: tuple[str, ...]
    """What else would be written, and neither a stack nor a release reads."""
    region: str
    schema_date: str

    @property
    def worst(self) -> Consequence | None:
        """What a person has to know of first; None where nothing changes."""
        return self.effects[0].consequence if self.effects else None
