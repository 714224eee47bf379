"""Step 7: the pipeline releases through ECS, and what was CodeDeploy's goes."""

from __future__ import annotations

from generator.app.migrate.move import Move
from generator.app.migrate.step import Step
from generator.live.stack import set_termination_protection

_OLD = "codedeploy"
_AFTER = ("iam",)
"""The role of CodeDeploy goes last: until then its stack imports it."""


def _before(move: Move) -> tuple[str, ...]:
    return ("monitoring", *move.pipeline)


def _is_done(move: Move) -> bool:
    return not move.has(_OLD) and all(move.is_as_wanted(noun) for noun in (*_before(move), *_AFTER))


def _what(move: Move) -> str:
    names = move.service.names
    changed = ", ".join(names.stack(noun) for noun in _before(move))
    return f"bring {changed} to the spec, delete {names.stack(_OLD)}, and take its role out of {names.stack('iam')}"


def _do(move: Move) -> None:
    for noun in _before(move):
        move.bring(noun)
    old = move.stack(_OLD)
    if old:
        if old.is_protected:
            set_termination_protection(move.aws, old.name, is_on=False)
        move.worker.operations.delete(old)
        move.watch()
    for noun in _AFTER:
        move.bring(noun)


SWAP = Step("swap", _what, _is_done, _do)
