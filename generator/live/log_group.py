"""A log group as CloudWatch Logs has it.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.live.client import Aws


@dataclass(frozen=True)
class LiveLogGroup:
    """One log group."""

    name: str
    retention: int | None
    """Days; None when its lines are kept for ever."""


def find_log_group(aws: Aws, name: str) -> LiveLogGroup | None:
    """The log group of just that name; None when there is none."""
    for row in aws.pages("logs", "describe_log_groups", "logGroups", logGroupNamePrefix=name):
        if row.get("logGroupName") == name:
            return LiveLogGroup(name, row.get("retentionInDays"))
    return None
