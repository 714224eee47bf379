"""An operation of CloudFormation on a stack -> how it ended, and told step by step while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from generator.app.deploy.failure import AGAIN, StackError, stack_failed
from generator.app.deploy.progress import Progress, State, Tell
from generator.app.deploy.schedule import Pace
from generator.live import change_set as sets
from generator.live.change_set import ChangeSet
from generator.live.client import Aws
from generator.live.event import EventReader, failed_validations
from generator.live.protection import LOAD_BALANCER, unprotect
from generator.live.stack import LiveStack, continue_rollback, delete_stack, find_stack, stack_resources

_DONE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"})
_PATIENCE = 10
"""Looks at a stack that does not say that it began."""


@dataclass(frozen=True)
class Operations:
    """Each begins something and waits until it has ended. Threads may share it."""

    aws: Aws
    tell: Tell
    pace: Callable[[], Pace]

    def execute(self, made: ChangeSet, doing: State) -> None:
        """Carry a change set out. Raises StackError when that fails, and AwsError when the stack has moved on."""
        live = find_stack(self.aws, made.stack)
        if live is None:
            raise StackError(made.stack, "somebody deleted it meanwhile", AGAIN)
        events = self._events(live)
        sets.execute(self.aws, made)
        self.tell(Progress(made.stack, doing))
        after = self._wait(live, doing, events)
        if after is None or after.status not in _DONE:
            raise self._failed(live, after, events)

    def settle(self, live: LiveStack) -> None:
        """Wait until CloudFormation has ended what somebody else began."""
        self.tell(Progress(live.name, State.BUSY, note=f"{live.status}: waits until that has ended"))
        self._wait(live, State.BUSY, None)

    def delete(self, live: LiveStack, note: str = "") -> None:
        """Delete a stack with what is protected in it. Raises StackError when something in it cannot be deleted."""
        self.tell(Progress(live.name, State.DELETING, note=note))
        # What stays of a creation that failed may be the load balancer itself, and that alone keeps it from going:
        # https://github.com/aws-cloudformation/rain/issues/187
        for resource in stack_resources(self.aws, live.id):
            if resource.type == LOAD_BALANCER and resource.physical_id and resource.status != "DELETE_COMPLETE":
                unprotect(self.aws, resource.physical_id)
        events = self._events(live)
        delete_stack(self.aws, live)
        after = self._wait(live, State.DELETING, events)
        if after and after.status != "DELETE_COMPLETE":
            raise self._failed(live, after, events)

    def restore(self, live: LiveStack) -> None:
        """Take back an update whose rollback failed. Raises StackError when it fails again."""
        note = "an earlier update could not be taken back; that is tried again first"
        self.tell(Progress(live.name, State.RESTORING, note=note))
        events = self._events(live)
        continue_rollback(self.aws, live)
        after = self._wait(live, State.RESTORING, events)
        if after and after.status == "UPDATE_ROLLBACK_FAILED":
            command = (
                f"aws cloudformation continue-update-rollback --region {self.aws.region} --stack-name {live.name} "
                "--resources-to-skip ID"
            )
            why = self._failed(live, after, events).why
            raise StackError(
                live.name, why, f"remove what is in the way and run this again; or give up those resources: {command}"
            )

    def _failed(self, live: LiveStack, after: LiveStack | None, events: EventReader) -> StackError:
        status, reason = (after.status, after.reason) if after else ("DELETE_COMPLETE", "somebody deleted it")
        operation = next((event.operation for event in reversed(events.seen) if event.operation), "")
        said = failed_validations(self.aws, **({"OperationId": operation} if operation else {"StackName": live.id}))
        return stack_failed(live.name, status, reason, events.seen, [*said])

    def _events(self, live: LiveStack) -> EventReader:
        reader = EventReader(self.aws, live.id)
        reader.skip()
        return reader

    def _wait(self, live: LiveStack, state: State, events: EventReader | None) -> LiveStack | None:
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
                    self.tell(Progress(live.name, state, f"{event.logical_id} {event.status}"))
            is_over = now is None or not (now.is_busy or now.status == "REVIEW_IN_PROGRESS")
            if is_over and (now is None or has_begun or look > _PATIENCE):
                return now
            pace()
        raise AssertionError("unreachable: the count has no end")
