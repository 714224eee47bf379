"""What a run has to tell while it works, and what became of each stack in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from generator.errors import CanaryformError
from generator.live.change_set import Change


class State(StrEnum):
    """Where a stack stands, or what became of it."""

    WAITING = "waiting"
    PREPARING = "preparing"
    BUSY = "busy elsewhere"
    IMPORTING = "importing"
    CREATING = "creating"
    UPDATING = "updating"
    DELETING = "deleting"
    RESTORING = "restoring"
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    GONE = "not there"
    PENDING = "waits for the connection"
    SKIPPED = "not begun"
    FAILED = "failed"

    @property
    def is_well(self) -> bool:
        """Whether what comes after it may begin."""
        return self in {State.CREATED, State.UPDATED, State.UNCHANGED, State.DELETED, State.GONE}


@dataclass(frozen=True)
class Progress:
    """A stack came to a state, or one of its resources did."""

    stack: str
    state: State
    resource: str = ""
    """``LoadBalancer CREATE_COMPLETE``, where one resource is what there is to tell."""
    note: str = ""
    """What a person should know or do."""


Tell = Callable[[Progress], None]
"""Hears of progress, from several threads."""


@dataclass(frozen=True)
class StackOutcome:
    """What became of a stack."""

    stack: str
    state: State
    changes: tuple[Change, ...] = ()
    error: CanaryformError | None = None
