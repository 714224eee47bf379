"""Step 6: the first release that ECS shifts, of the image that runs already."""

from __future__ import annotations

from generator.app.migrate.move import Move
from generator.app.migrate.parameter import released
from generator.app.migrate.step import Step

_NOUN = "service"


def _is_done(move: Move) -> bool:
    # What was rolled back has no task definition of its own.
    return move.is_as_wanted(_NOUN) and move.stacks[_NOUN].resources.keys() <= move.has(_NOUN)


def _what(move: Move) -> str:
    waits = ". It pauses as the spec says, until `canaryform continue`" if _pauses(move) else ""
    return f"{move.stacks[_NOUN].name}: release the image that runs, by the spec's strategy and alarms{waits}"


def _do(move: Move) -> None:
    move.watch.let_go()
    # An import brings no tags.
    move.update(_NOUN, move.stacks[_NOUN].subject.data, released(move), move.stacks[_NOUN].deployment.tags)
    move.protect(_NOUN)
    move.watch.begin()


def _pauses(move: Move) -> bool:
    return "PAUSE" in str(move.stacks[_NOUN].subject.data["Resources"])


REHEARSAL = Step("rehearsal", _what, _is_done, _do)
