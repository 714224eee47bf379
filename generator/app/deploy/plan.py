"""Stacks as they are wanted -> what deploying them would do, each change set made and none carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from generator.app.deploy.guard import problems
from generator.app.deploy.schedule import MOST
from generator.app.deploy.stack import LEFT_BEHIND, StackDeploy, changes_of, is_new, is_overtaken
from generator.app.deploy.wanted import Wanted
from generator.errors import OutsideError
from generator.live import change_set as sets
from generator.live.change_set import Change, ChangeSet
from generator.live.client import AwsError
from generator.live.stack import LiveStack, delete_stack, find_stack
from generator.problems import Problem


class Action(StrEnum):
    """What will be done with a stack."""

    CREATE = "create"
    UPDATE = "update"
    NOTHING = "nothing"
    AGAIN = "delete what is left of it, create"
    RESTORE = "take back the failed update, update"
    WAIT = "wait for what runs, update"
    LATER = "update, once the stacks before it are"


MAKING = frozenset({Action.CREATE, Action.AGAIN})
"""What is done with a stack whose resources are not there yet."""


@dataclass(frozen=True)
class Planned:
    """One stack, and what will be done with it."""

    stack: Wanted
    action: Action
    changes: tuple[Change, ...] = ()
    change_set: ChangeSet | None = None
    error: OutsideError | None = None
    """What CloudFormation says against it."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What it would do to resources that releases own."""
        return tuple(problems(self.stack, self.changes)) if self.change_set else ()


def plan(deploy: StackDeploy, stacks: Sequence[Wanted]) -> tuple[Planned, ...]:
    """Look at every stack, and make a change set of each whose forerunners are there: others could not be made yet."""
    with ThreadPoolExecutor(MOST) as pool:
        found = pool.map(lambda stack: find_stack(deploy.operations.aws, stack.name), stacks)
        live = {stack.name: state for stack, state in zip(stacks, found, strict=True)}
        return tuple(pool.map(lambda stack: _planned(deploy, stack, live), stacks))


def _planned(deploy: StackDeploy, stack: Wanted, live: Mapping[str, LiveStack | None]) -> Planned:
    state = live[stack.name]
    if state and state.is_busy:
        return Planned(stack, Action.WAIT)
    if state and state.status in LEFT_BEHIND:
        return Planned(stack, Action.AGAIN, changes_of(stack))
    if state and state.status == "UPDATE_ROLLBACK_FAILED":
        return Planned(stack, Action.RESTORE)
    action = Action.CREATE if is_new(state) else Action.UPDATE
    if is_new(state) and not _can_begin(deploy, stack, live):
        return Planned(stack, action, changes_of(stack))
    try:
        made = deploy.change_set(stack, state)
    except AwsError as error:
        # An earlier stack gets a new export in the same run.
        if "No export named" in error.why:
            return Planned(stack, Action.LATER)
        if is_overtaken(error):
            return Planned(stack, Action.WAIT)
        return Planned(stack, action, error=error)
    except OutsideError as error:
        return Planned(stack, action, error=error)
    return Planned(stack, action if made else Action.NOTHING, made.changes if made else (), made)


def _can_begin(deploy: StackDeploy, stack: Wanted, live: Mapping[str, LiveStack | None]) -> bool:
    """Whether all that a new stack imports is there, and nothing is to be taken over first."""
    before = [live.get(name) for name in stack.after]
    if not all(state and state.is_settled for state in before):
        return False
    return not (deploy.leftovers and deploy.leftovers.of(stack))


def discard(deploy: StackDeploy, plans: Iterable[Planned]) -> None:
    """Throw the change sets away, with the stacks that exist for them alone."""
    for made in _made(plans):
        sets.delete(deploy.operations.aws, made)
        state = find_stack(deploy.operations.aws, made.stack) if made.is_new else None
        if state and state.status == "REVIEW_IN_PROGRESS":
            delete_stack(deploy.operations.aws, state)


def _made(plans: Iterable[Planned]) -> Iterator[ChangeSet]:
    return (each.change_set for each in plans if each.change_set)
