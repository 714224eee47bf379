"""A plan -> stacks as they are wanted, in their order, what is independent at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Lock

from generator.app.deploy.connection import ConnectionGate, PendingError
from generator.app.deploy.plan import Action, Planned, discard
from generator.app.deploy.progress import Progress, StackOutcome, State
from generator.app.deploy.schedule import run
from generator.app.deploy.stack import StackDeploy
from generator.errors import OutsideError
from generator.stacks.github import GITHUB

_NOT_BEGUN = frozenset({State.SKIPPED, State.PENDING})


def carry_out(
    deploy: StackDeploy, gate: ConnectionGate, plans: Sequence[Planned], stop: Event
) -> tuple[StackOutcome, ...]:
    """Do what was planned; one outcome a stack, in the order of the plan.

    A stack that fails holds up those that come after it, and no others. Raises StopError when ``stop`` is set.
    """
    planned = {each.stack.name: each for each in plans}
    outcomes: dict[str, StackOutcome] = {}
    lock = Lock()

    def work(name: str) -> bool:
        outcome = _bring_about(deploy, gate, planned[name])
        with lock:
            outcomes[name] = outcome
        if outcome.error:
            deploy.operations.tell(Progress(name, outcome.state))
        return outcome.state.is_well

    skipped = run({name: each.stack.after for name, each in planned.items()}, work, stop)
    for name in skipped:
        outcomes[name] = StackOutcome(name, State.SKIPPED)
        deploy.operations.tell(Progress(name, State.SKIPPED))
    # The next run makes its own; one that is left would offer itself in the console. Where it cannot be thrown away,
    # as with credentials that have expired meanwhile, what became of the stacks is still to be told.
    with suppress(OutsideError):
        discard(deploy, [planned[name] for name, outcome in outcomes.items() if outcome.state in _NOT_BEGUN])
    return tuple(outcomes[name] for name in planned)


def _bring_about(deploy: StackDeploy, gate: ConnectionGate, planned: Planned) -> StackOutcome:
    stack = planned.stack
    try:
        if stack.needs_connection:
            gate.pass_by(stack.name)
        outcome = deploy.keep(stack) if planned.action is Action.NOTHING else deploy(stack, planned.change_set)
        if stack.noun == GITHUB.noun and outcome.state is State.CREATED:
            gate.invite(stack.name)
    except OutsideError as error:
        state = State.PENDING if isinstance(error, PendingError) else State.FAILED
        return StackOutcome(stack.name, state, error=error)
    return outcome
