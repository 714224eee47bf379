"""Stacks as they are wanted -> what deploying them would do, each change set made and none carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.app.deploy.desired import DesiredStack
from generator.app.deploy.failure import TAKE_OVER
from generator.app.deploy.guard import problems
from generator.app.deploy.layout import refuse_other_layouts
from generator.app.deploy.schedule import MOST
from generator.app.deploy.stack import LEFT_BEHIND, StackDeploy, changes_of, is_new, is_overtaken
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


IN_THE_WAY = "in the way: --import-existing-resources takes it over"
TAKEN_OVER = "taken over"
BESIDE = "left alone, and another made beside it; --import-existing-resources takes it over"
_MAY_BE_TWICE = "AWS::CodeConnections::Connection"
"""The type of which two may have the same name."""
MAKING = frozenset({Action.CREATE, Action.AGAIN})
"""What is done with a stack whose resources are not there yet."""


@dataclass(frozen=True)
class Kept:
    """A resource that an earlier stack kept when it was deleted."""

    type: str
    name: str
    fate: str
    """What becomes of it, in words."""


@dataclass(frozen=True)
class Planned:
    """One stack, and what will be done with it."""

    stack: DesiredStack
    action: Action
    changes: tuple[Change, ...] = ()
    change_set: ChangeSet | None = None
    error: OutsideError | None = None
    """What CloudFormation says against it."""
    kept: tuple[Kept, ...] = ()
    """What is there already of a new stack."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What it would do to resources that releases own."""
        return tuple(problems(self.stack, self.changes)) if self.change_set else ()


def plan(deploy: StackDeploy, stacks: Sequence[DesiredStack]) -> tuple[Planned, ...]:
    """Look at every stack, and make a change set of each whose forerunners are there: others could not be made yet.

    Raises LayoutError, before anything is made, where one has another layout.
    """
    with ThreadPoolExecutor(MOST) as pool:
        found = pool.map(lambda stack: find_stack(deploy.operations.aws, stack.name), stacks)
        live = {stack.name: state for stack, state in zip(stacks, found, strict=True)}
        refuse_other_layouts(live.values())
        return tuple(pool.map(lambda stack: _planned(deploy, stack, live), stacks))


def _planned(deploy: StackDeploy, stack: DesiredStack, live: Mapping[str, LiveStack | None]) -> Planned:
    state = live[stack.name]
    if state and state.is_busy:
        return Planned(stack, Action.WAIT)
    if state and state.status in LEFT_BEHIND:
        return Planned(stack, Action.AGAIN, changes_of(stack))
    if state and state.status == "UPDATE_ROLLBACK_FAILED":
        return Planned(stack, Action.RESTORE)
    if is_new(state):
        return _planned_anew(deploy, stack, state, live)
    return _with_change_set(deploy, stack, state, Action.UPDATE)


def _planned_anew(
    deploy: StackDeploy, stack: DesiredStack, state: LiveStack | None, live: Mapping[str, LiveStack | None]
) -> Planned:
    """A stack that is not there, while some of its resources may be."""
    try:
        kept = _kept(deploy, stack)
    except OutsideError as error:
        return Planned(stack, Action.CREATE, changes_of(stack), error=error)
    in_the_way = [each.name for each in kept if each.fate == IN_THE_WAY]
    if in_the_way and not is_new(find_stack(deploy.operations.aws, stack.name)):
        return Planned(stack, Action.WAIT)  # Another run has begun to make the stack meanwhile.
    if in_the_way:
        why = f"{', '.join(in_the_way)} {'is' if len(in_the_way) == 1 else 'are'} there already, outside of the stacks"
        refusal = OutsideError(f"cannot create {stack.name}", why, TAKE_OVER)
        return Planned(stack, Action.CREATE, changes_of(stack), error=refusal, kept=kept)
    if (deploy.leftovers and kept) or not _can_begin(stack, live):
        return Planned(stack, Action.CREATE, changes_of(stack), kept=kept)
    return replace(_with_change_set(deploy, stack, state, Action.CREATE), kept=kept)


def _kept(deploy: StackDeploy, stack: DesiredStack) -> tuple[Kept, ...]:
    """What is there already. Raises OutsideError where it is to be taken over and nobody may look for it."""
    looked = deploy.leftovers or deploy.kept
    try:
        found = looked.of(stack).resources if looked else ()
    except AwsError:
        if deploy.leftovers:
            raise
        return ()  # Whoever may not ask learns it from CloudFormation, which refuses the resource.
    return tuple(
        Kept(each["ResourceType"], ", ".join(each["ResourceIdentifier"].values()), _fate(deploy, each["ResourceType"]))
        for each in found
    )


def _fate(deploy: StackDeploy, resource_type: str) -> str:
    if deploy.leftovers:
        return TAKEN_OVER
    return BESIDE if resource_type == _MAY_BE_TWICE else IN_THE_WAY


def _with_change_set(deploy: StackDeploy, stack: DesiredStack, state: LiveStack | None, action: Action) -> Planned:
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


def _can_begin(stack: DesiredStack, live: Mapping[str, LiveStack | None]) -> bool:
    """Whether all that a new stack imports is there."""
    before = [live.get(name) for name in stack.after]
    return all(state and state.is_settled for state in before)


def discard(deploy: StackDeploy, plans: Iterable[Planned]) -> None:
    """Throw the change sets away, with the stacks that exist for them alone."""
    for made in _made(plans):
        sets.delete(deploy.operations.aws, made)
        state = find_stack(deploy.operations.aws, made.stack) if made.is_new else None
        if state and state.status == "REVIEW_IN_PROGRESS":
            delete_stack(deploy.operations.aws, state)


def _made(plans: Iterable[Planned]) -> Iterator[ChangeSet]:
    return (each.change_set for each in plans if each.change_set)
