"""What happens in a stack while CloudFormation works on it, event by event.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.live.client import Aws, AwsError

_CANCELLED = ("Resource creation cancelled", "Resource update cancelled", "Resource deletion cancelled")
"""What CloudFormation says of those that it stopped because another had failed."""
_BEGINNINGS = frozenset({"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS"})
"""The states of a stack that an operation begins with."""


@dataclass(frozen=True)
class Event:
    """One resource, or the stack itself, came to a new state."""

    id: str
    logical_id: str
    type: str
    status: str
    reason: str
    operation: str = ""
    """The id of the operation that it belongs to."""

    @property
    def is_failure(self) -> bool:
        """Whether it is a cause, and not a consequence, of an operation's failure."""
        return self.status.endswith("_FAILED") and not self.reason.startswith(_CANCELLED)

    @property
    def is_of_the_stack(self) -> bool:
        """Whether it tells of the stack as a whole."""
        return self.type == "AWS::CloudFormation::Stack"


@dataclass
class EventReader:
    """Gives the events of one stack, by its ARN, that came since it last looked."""

    aws: Aws
    stack: str
    seen: list[Event] = field(default_factory=list, init=False)
    """All that was read."""
    _last: str = field(default="", init=False)

    def skip(self) -> None:
        """Leave out all that has happened so far."""
        for row in self._rows():
            self._last = row["EventId"]
            return

    def read(self) -> tuple[Event, ...]:
        """What is new, the oldest first."""
        found = []
        for row in self._rows():
            if row["EventId"] == self._last:
                break
            found.append(_event(row))
        if found:
            self._last = found[0].id
        found.reverse()
        self.seen += found
        return tuple(found)

    def _rows(self) -> Iterator[dict[str, Any]]:
        return _rows(self.aws, self.stack)


def last_failures(aws: Aws, stack: str) -> tuple[Event, ...]:
    """What made the last operation on a stack fail, the first cause first; ``stack`` is its ARN."""
    failures = []
    for event in map(_event, _rows(aws, stack)):
        if event.is_of_the_stack and event.status in _BEGINNINGS:
            break
        if event.is_failure and not event.is_of_the_stack:
            failures.append(event)
    return tuple(reversed(failures))


def failed_validations(aws: Aws, **which: str) -> Iterator[str]:
    """What CloudFormation found before it touched anything, such as a name that is taken, in its words.

    ``which`` is ``ChangeSetName`` (its ARN: a name alone is refused), ``OperationId`` or ``StackName``, as
    ``DescribeEvents`` takes them; of several operations of a stack, the newest counts. No other call tells the details,
    and whoever may not make it gets nothing.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html
    """
    filters = {"FailedEvents": True}
    try:
        events = [*aws.pages("cloudformation", "describe_events", "OperationEvents", Filters=filters, **which)]
    except AwsError:
        return
    for event in events:
        reason = event.get("ValidationStatusReason") or event.get("HookStatusReason")
        if reason and event.get("OperationId") == events[0].get("OperationId"):
            yield f"{event['LogicalResourceId']}: {reason}" if event.get("LogicalResourceId") else reason


def _rows(aws: Aws, stack: str) -> Iterator[dict[str, Any]]:
    # The newest come first, so that a reader can stop at what it knows.
    return aws.pages("cloudformation", "describe_stack_events", "StackEvents", StackName=stack)


def _event(row: dict[str, Any]) -> Event:
    return Event(
        id=row["EventId"],
        logical_id=row["LogicalResourceId"],
        type=row.get("ResourceType", ""),
        status=row.get("ResourceStatus", ""),
        reason=row.get("ResourceStatusReason", ""),
        operation=row.get("OperationId", ""),
    )
