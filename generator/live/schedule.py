"""An EventBridge schedule as AWS has it: whether it is on, when it runs, and what it starts.

https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.live.client import Aws, AwsError


@dataclass(frozen=True)
class LiveSchedule:
    """One schedule."""

    name: str
    is_on: bool
    expression: str
    """``cron(...)``, ``rate(...)`` or ``at(...)``."""
    timezone: str
    role: str
    """The ARN of the role that starts a run."""
    task_definition: str
    """The ARN of what is run; empty where the schedule starts no task."""


def find_schedule(aws: Aws, group: str, name: str) -> LiveSchedule | None:
    """The schedule of that name; None where it, or its group, is not there."""
    try:
        answer = aws.call(aws.client("scheduler").get_schedule, GroupName=group, Name=name)
    except AwsError as error:
        if error.code == "ResourceNotFoundException":
            return None
        raise
    target = answer.get("Target", {})
    return LiveSchedule(
        name=name,
        is_on=answer.get("State", "") == "ENABLED",
        expression=answer.get("ScheduleExpression", ""),
        timezone=answer.get("ScheduleExpressionTimezone", "UTC"),
        role=target.get("RoleArn", ""),
        task_definition=target.get("EcsParameters", {}).get("TaskDefinitionArn", ""),
    )
