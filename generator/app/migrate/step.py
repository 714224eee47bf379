"""What a step of a migration is: words for it, whether it is done already, and how it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator.app.migrate.move import Move


class Step(NamedTuple):
    """One step.

    What is done already is found out from AWS alone: a run may end at any call, and the next one goes on.
    """

    name: str
    what: Callable[[Move], str]
    """What it will do, in a sentence."""
    is_done: Callable[[Move], bool]
    do: Callable[[Move], None]
    """Raises CanaryformError. May be called again at whatever point it ended."""
