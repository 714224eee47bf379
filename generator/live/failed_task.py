"""The tasks of a service that failed -> when, and why.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from generator.live.client import Aws

_DESCRIBED = 100
"""Tasks that one call tells of: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html"""
_FAILURES = frozenset({"TaskFailedToStart", "EssentialContainerExited", "InfrastructureHealth"})
_UNHEALTHY = "Task failed "
"""How ECS begins to say that it ended a task for its health, which has no stop code of its own."""


@dataclass(frozen=True)
class FailedTask:
    """A task that did not start, ended by itself or was unhealthy. ECS forgets it after an hour."""

    arn: str
    task_definition: str
    """Its ARN."""
    stopped: datetime | None
    reason: str
    """Why, with what each container says: an exit code, an image that cannot be pulled."""


def failed_tasks(aws: Aws, cluster: str, service: str) -> tuple[FailedTask, ...]:
    """Tasks of the last hour that failed, the newest first; a hundred of them are looked at.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
    """
    rows = aws.pages("ecs", "list_tasks", "taskArns", cluster=cluster, serviceName=service, desiredStatus="STOPPED")
    arns = list(islice(rows, _DESCRIBED))
    if not arns:
        return ()
    found = aws.call(aws.client("ecs").describe_tasks, cluster=cluster, tasks=arns).get("tasks", ())
    failed = [task for task in found if _has_failed(task)]
    failed.sort(key=lambda task: task["stoppedAt"].timestamp() if "stoppedAt" in task else 0.0, reverse=True)
    return tuple(map(_failed, failed))


def _has_failed(task: Mapping[str, Any]) -> bool:
    return task.get("stopCode") in _FAILURES or task.get("stoppedReason", "").startswith(_UNHEALTHY)


def _failed(task: Mapping[str, Any]) -> FailedTask:
    said = []
    for container in task.get("containers", ()):
        words = [f"exit code {container['exitCode']}"] if "exitCode" in container else []
        words += [container["reason"]] if container.get("reason") else []
        if words:
            said.append(f"{container.get('name', '')}: {', '.join(words)}")
    reason = "; ".join([task.get("stoppedReason") or task.get("stopCode", ""), *said])
    return FailedTask(task.get("taskArn", ""), task.get("taskDefinitionArn", ""), task.get("stoppedAt"), reason)
