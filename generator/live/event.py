"""What happens in a stack while CloudFormation works on it, event by event.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.live.client import Aws, AwsError

_CANCELLED = ("Resource creation cancelled", "Resource update cancelled", "Resource deletion cancelled")
"""What CloudFormation says of those that it stopped because another had failed."""
_BEGINNINGS = frozenset({"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS"})
"""The states of a stack that an operation begins with."""
_HOOK_FAILED = frozenset({"HOOK_COMPLETE_FAILED", "HOOK_FAILED"})


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
        if _said(event) and event.get("OperationId") == events[0].get("OperationId"):
            yield _finding(event)


def validation_warnings(aws: Aws, change_set: str) -> tuple[str, ...]:
    """What CloudFormation found and carries the change set out nevertheless; ``change_set`` is its ARN.

    A bucket with objects, a quota that is used up, a registry with images: found for change sets alone.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html
    All events are asked for: no page says whether a warning is among the failed ones.
    """
    try:
        events = [*aws.pages("cloudformation", "describe_events", "OperationEvents", ChangeSetName=change_set)]
    except AwsError:
        return ()
    return tuple(dict.fromkeys(_finding(event) for event in events if _is_warning(event) and _said(event)))


def _is_warning(event: Mapping[str, Any]) -> bool:
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_OperationEvent.html
    is_check = event.get("ValidationStatus") == "FAILED" and event.get("ValidationFailureMode") == "WARN"
    is_hook = event.get("HookStatus") in _HOOK_FAILED and event.get("HookFailureMode") == "WARN"
    return is_check or is_hook


def _said(event: Mapping[str, Any]) -> str:
    return str(event.get("ValidationStatusReason") or event.get("HookStatusReason") or "")


def _finding(event: Mapping[str, Any]) -> str:
    return f"{event['LogicalResourceId']}: {_said(event)}" if event.get("LogicalResourceId") else _said(event)


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
