"""One stack, in whatever state it is -> as it is wanted, through a change set; running again always goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count

from generator.app.deploy.body import Bodies
from generator.app.deploy.failure import AGAIN, StackError, stack_failed
from generator.app.deploy.guard import problems
from generator.app.deploy.leftover import Leftovers
from generator.app.deploy.progress import Outcome, Progress, State, Tell
from generator.app.deploy.schedule import Pace
from generator.app.deploy.wanted import Wanted
from generator.errors import CanaryformError, SpecError
from generator.live import change_set as sets
from generator.live.change_set import Change, ChangeSet, Request
from generator.live.client import Aws, AwsError
from generator.live.event import EventReader, failed_validations
from generator.live.stack import (
    LiveStack,
    continue_rollback,
    delete_stack,
    find_stack,
    set_stack_policy,
    set_termination_protection,
)

LEFT_BEHIND = frozenset({"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"})
"""A stack in one of these can only be deleted: its creation failed, or its deletion did.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#cfn-console-view-stack-data-resources-status-codes
"""
_DONE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"})
_OVERTAKEN = frozenset({"InvalidChangeSetStatus", "InvalidChangeSetStatusException", "ChangeSetNotFound"})
_OVERTAKEN_WORDS = ("state and can not be", "cannot be created again", "does not exist")
"""How CloudFormation words it, as a ValidationError, when a stack is no longer in the state that it was in."""
_PATIENCE = 10
"""Looks at a stack that does not say that it began."""
_TURNS = 12
"""How often a stack may turn out to be in yet another state before something must be wrong."""


@dataclass(frozen=True)
class StackDeploy:
    """What bringing a stack about takes. Threads may share it."""

    aws: Aws
    tell: Tell
    pace: Callable[[], Pace]
    bodies: Bodies
    leftovers: Leftovers | None = None
    """What may be taken over from earlier stacks; None leaves it alone."""

    def __call__(self, stack: Wanted, prepared: ChangeSet | None = None) -> Outcome:
        """Bring the stack about; ``prepared`` is carried out if the stack is still what it was made for.

        Every refusal is in the outcome: other stacks may go on.
        """
        try:
            return self._bring_about(stack, prepared)
        except AwsError as error:
            failed = StackError(stack.name, f"{error.what}: {error.why}", error.hint)
            return Outcome(stack.name, State.FAILED, error=failed)
        except CanaryformError as error:
            return Outcome(stack.name, State.FAILED, error=error)

    def keep(self, stack: Wanted) -> Outcome:
        """See to a stack of which the plan says that nothing changes; if it has moved on since, bring it about."""
        live = find_stack(self.aws, stack.name)
        if live is None or not live.is_settled:
            return self(stack)
        return self._finish(stack, Outcome(stack.name, State.UNCHANGED), live)

    def _bring_about(self, stack: Wanted, prepared: ChangeSet | None) -> Outcome:
        for _ in range(_TURNS):
            live = find_stack(self.aws, stack.name)
            if live and not self._is_ready(stack, live):
                continue
            if is_new(live) and self._took_over(stack):
                continue
            try:
                made = prepared or self._change_set(stack, live)
                prepared = None
                if made is None:
                    return self._finish(stack, Outcome(stack.name, State.UNCHANGED), live)
                return self._carry_out(stack, made, live)
            except AwsError as error:
                if not _is_overtaken(error):
                    raise
                # Another run was faster: look again at what it made of the stack.
                self.pace()()
        raise StackError(stack.name, "it changes all the time", "is another program deploying it? Stop that first")

    def _is_ready(self, stack: Wanted, live: LiveStack) -> bool:
        """Whether a change set can be made for it; otherwise the stack is brought a step nearer to that."""
        if live.is_busy:
            self.settle(stack.name, live)
            return False
        if live.status in LEFT_BEHIND:
            note = f"{live.status} is left of an earlier try; it is deleted and made anew"
            self.tell(Progress(stack.name, State.DELETING, note=note))
            self.delete(stack.name, live)
            return False
        if live.status == "UPDATE_ROLLBACK_FAILED":
            note = "an earlier update could not be taken back; that is tried again first"
            self.tell(Progress(stack.name, State.RESTORING, note=note))
            self._restore(stack, live)
            return False
        return True

    def _restore(self, stack: Wanted, live: LiveStack) -> None:
        events = self._events(live)
        continue_rollback(self.aws, live)
        after = self._wait_for(stack.name, live, State.RESTORING, events)
        if after and after.status == "UPDATE_ROLLBACK_FAILED":
            raise StackError(
                stack.name,
                self._failed(stack.name, live, after, events).why,
                "remove what is in the way and run this again; or give up those resources: aws cloudformation "
                f"continue-update-rollback --region {self.aws.region} --stack-name {stack.name} --resources-to-skip ID",
            )

    def _took_over(self, stack: Wanted) -> bool:
        """Whether resources that an earlier stack kept were made the beginning of the new one."""
        imports = self.leftovers.of(stack) if self.leftovers else ()
        if not imports:
            return False
        self.tell(Progress(stack.name, State.IMPORTING, note=f"takes over {', '.join(imports.names)}"))
        # Neither tags nor outputs may come with an import; the update that follows brings both.
        request = Request(stack.name, imports.body, imports=imports.resources)
        made = sets.create(self.aws, request, "IMPORT", self.pace())
        if made:
            self._execute(stack, made, State.IMPORTING)
        return made is not None

    def _change_set(self, stack: Wanted, live: LiveStack | None) -> ChangeSet | None:
        self.tell(Progress(stack.name, State.PREPARING))
        return self.change_set(stack, live)

    def change_set(self, stack: Wanted, live: LiveStack | None) -> ChangeSet | None:
        """What would change in the stack that is there, or that is to be; None for nothing."""
        body, url = self.bodies.of(stack)
        request = Request(stack.name, body, url, _tags(stack, live), stack.capabilities)
        return sets.create(self.aws, request, "CREATE" if is_new(live) else "UPDATE", self.pace())

    def _carry_out(self, stack: Wanted, made: ChangeSet, live: LiveStack | None) -> Outcome:
        found = tuple(problems(stack, made.changes))
        if found:
            sets.delete(self.aws, made)
            raise SpecError(found)
        doing, done = (State.CREATING, State.CREATED) if made.is_new else (State.UPDATING, State.UPDATED)
        self._execute(stack, made, doing)
        return self._finish(stack, Outcome(stack.name, done, made.changes), live)

    def _execute(self, stack: Wanted, made: ChangeSet, doing: State) -> None:
        live = find_stack(self.aws, stack.name)
        if live is None:
            raise StackError(stack.name, "somebody deleted it meanwhile", AGAIN)
        events = self._events(live)
        sets.execute(self.aws, made)
        self.tell(Progress(stack.name, doing))
        after = self._wait_for(stack.name, live, doing, events)
        if after is None or after.status not in _DONE:
            raise self._failed(stack.name, live, after, events)

    def _finish(self, stack: Wanted, outcome: Outcome, live: LiveStack | None) -> Outcome:
        """What a change set does not carry: the stack policy, and termination protection."""
        if stack.policy:
            set_stack_policy(self.aws, stack.name, stack.policy)
        if stack.summary.is_protected and not (live and live.is_protected):
            set_termination_protection(self.aws, stack.name, is_on=True)
        self.tell(Progress(stack.name, outcome.state))
        return outcome

    def settle(self, name: str, live: LiveStack) -> LiveStack | None:
        """Wait until CloudFormation has ended what somebody else began; the stack as it is then."""
        self.tell(Progress(name, State.BUSY, note=f"{live.status}: waits until that has ended"))
        return self._wait_for(name, live, State.BUSY, None)

    def delete(self, name: str, live: LiveStack) -> None:
        """Delete a stack and wait. Raises StackError when something in it cannot be deleted."""
        events = self._events(live)
        delete_stack(self.aws, live)
        after = self._wait_for(name, live, State.DELETING, events)
        if after and after.status != "DELETE_COMPLETE":
            raise self._failed(name, live, after, events)

    def _failed(self, name: str, live: LiveStack, after: LiveStack | None, events: EventReader) -> StackError:
        status, reason = (after.status, after.reason) if after else ("DELETE_COMPLETE", "somebody deleted it")
        operation = next((event.operation for event in reversed(events.seen) if event.operation), "")
        said = failed_validations(self.aws, **({"OperationId": operation} if operation else {"StackName": live.id}))
        return stack_failed(name, status, reason, events.seen, [*said])

    def _events(self, live: LiveStack) -> EventReader:
        reader = EventReader(self.aws, live.id)
        reader.skip()
        return reader

    def _wait_for(self, name: str, live: LiveStack, state: State, events: EventReader | None) -> LiveStack | None:
        """Until CloudFormation has ended its work, telling what happens; ``events`` of what was begun here."""
        has_begun = events is None
        events = events or self._events(live)
        pace = self.pace()
        for look in count():
            # The state first: what happened before it was reached is then among the events.
            now = find_stack(self.aws, live.id)
            for event in events.read():
                # A state may be an old one until CloudFormation has told that it began.
                has_begun = has_begun or event.is_of_the_stack
                if not event.is_of_the_stack:
                    self.tell(Progress(name, state, f"{event.logical_id} {event.status}"))
            if now is None:
                return None
            if not (now.is_busy or now.status == "REVIEW_IN_PROGRESS") and (has_begun or look > _PATIENCE):
                return now
            pace()
        raise AssertionError


def is_new(live: LiveStack | None) -> bool:
    """Whether there is no such stack yet, or only change sets of it."""
    return live is None or live.status == "REVIEW_IN_PROGRESS"


def _tags(stack: Wanted, live: LiveStack | None) -> Mapping[str, str] | None:
    """None leaves the tags alone: CloudFormation passes a stack's tags on, and that would update what is locked.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
    """
    has_nothing_locked_yet = is_new(live) or (live and live.status == "IMPORT_COMPLETE")
    return stack.tags if has_nothing_locked_yet or not stack.is_locked else None


def _is_overtaken(error: AwsError) -> bool:
    is_other_state = error.code == "ValidationError" and any(words in error.why for words in _OVERTAKEN_WORDS)
    return error.code in _OVERTAKEN or is_other_state


def changes_of(stack: Wanted) -> tuple[Change, ...]:
    """What making the stack for the first time does."""
    return tuple(Change("Add", logical_id, kind) for logical_id, kind in stack.resources.items())
