"""A stack of the spec -> what became of it, why it failed, and where CloudFormation has to show drift."""

from __future__ import annotations

from dataclasses import dataclass

from generator.app.deploy.desired import DesiredStack
from generator.cfn.protection import Protection
from generator.live.client import Aws
from generator.live.event import last_failures
from generator.live.stack import find_stack

_REVIEW = "REVIEW_IN_PROGRESS"
"""There is a change set, and nothing else yet."""


@dataclass(frozen=True)
class StackState:
    """One stack."""

    name: str
    status: str
    """CloudFormation's word for it; empty before it is deployed."""
    reasons: tuple[str, ...]
    """What failed in its last operation and why, when that was taken back or did not end well."""
    moved: tuple[str, ...]
    """The logical ids of what releases change. CloudFormation shows drift there: that is expected."""
    is_settled: bool
    """Whether it is there and can be updated."""
    is_busy: bool
    """Whether CloudFormation is at work on it."""

    @property
    def is_bad(self) -> bool:
        """Whether it failed and has to be mended."""
        return bool(self.status) and not (self.is_settled or self.is_busy)


def stack_state(aws: Aws, wanted: DesiredStack) -> StackState:
    """How the stack is now: one call, and another when something is wrong with it."""
    live = find_stack(aws, wanted.name)
    moved = tuple(name for name, protection in wanted.protections.items() if protection is Protection.LOCKED)
    if live is None or live.status == _REVIEW:
        return StackState(wanted.name, "", (), moved, is_settled=False, is_busy=False)
    reasons: tuple[str, ...] = ()
    if not live.is_busy and ("ROLLBACK" in live.status or live.status.endswith("_FAILED")):
        failures = last_failures(aws, live.id)
        reasons = tuple(f"{event.logical_id}: {event.reason or event.status}" for event in failures)
        reasons = reasons or tuple(filter(None, [live.reason]))
    return StackState(wanted.name, live.status, reasons, moved, live.is_settled, live.is_busy)
