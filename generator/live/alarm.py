"""Alarms as CloudWatch has them: which of them are firing, and why.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.live.client import Aws

FIRING = "ALARM"


@dataclass(frozen=True)
class LiveAlarm:
    """One alarm on a metric."""

    name: str
    description: str
    state: str
    """``OK``, ``ALARM`` or ``INSUFFICIENT_DATA``."""
    reason: str
    since: datetime | None
    """When the state was last set."""

    @property
    def is_firing(self) -> bool:
        """Whether it would stop a release now."""
        return self.state == FIRING


def alarms(aws: Aws, names: Sequence[str]) -> tuple[LiveAlarm, ...]:
    """Those of up to 100 names that exist: firing ones first, then by name."""
    if not names:
        return ()  # Asked for no name, CloudWatch would answer with every alarm of the account.
    found = [
        LiveAlarm(
            name=row.get("AlarmName", ""),
            description=row.get("AlarmDescription", ""),
            state=row.get("StateValue", ""),
            reason=row.get("StateReason", ""),
            since=row.get("StateTransitionedTimestamp") or row.get("StateUpdatedTimestamp"),
        )
        for row in aws.pages("cloudwatch", "describe_alarms", "MetricAlarms", AlarmNames=list(names))
    ]
    return tuple(sorted(found, key=lambda alarm: (not alarm.is_firing, alarm.name)))
