"""Step 2: the stack ``iam`` gets the roles of ECS's own releases beside those that CodeDeploy still has."""

from __future__ import annotations

from generator.app.migrate.move import Move
from generator.app.migrate.step import Step
from generator.app.migrate.template import kept_beside

_NOUN = "iam"


def _is_done(move: Move) -> bool:
    return move.stacks[_NOUN].resources.keys() <= move.has(_NOUN)


def _what(move: Move) -> str:
    new = sorted(move.stacks[_NOUN].resources.keys() - move.has(_NOUN))
    return f"{move.stacks[_NOUN].name}: add {', '.join(new) or 'nothing'}, and keep what CodeDeploy has"


def _do(move: Move) -> None:
    move.update(_NOUN, kept_beside(move.stacks[_NOUN].subject.data, move.template(_NOUN)))


ROLES = Step("roles", _what, _is_done, _do)
