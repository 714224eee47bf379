"""The tasks of a service as ECS has them: those that run, and for an hour those that have stopped.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from generator.live.client import Aws, AwsError

RUNNING = "RUNNING"
_AGENT = "ExecuteCommandAgent"
"""What answers a shell: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedAgent.html"""
_DESCRIBED = 100
"""Tasks that one call tells of."""
_ABSENT = frozenset({"ClusterNotFoundException", "ServiceNotFoundException", "ServiceNotActiveException"})
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Task:
    """One task."""

    arn: str
    task_definition: str
    """Its ARN."""
    status: str
    """``PROVISIONING``, ``PENDING``, ``RUNNING``, ... ``STOPPED``."""
    created: datetime
    allows_exec: bool
    """Whether ECS Exec was on when it started."""
    containers: tuple[str, ...]
    agents: Mapping[str, str]
    """By container: how the agent is that answers a shell, such as ``RUNNING``, and why it is not."""

    @property
    def id(self) -> str:
        """The last part of its ARN, by which its log streams are called too."""
        return self.arn.rpartition("/")[2]

    @property
    def revision(self) -> int:
        """The number of its task definition: each release takes the next."""
        number = self.task_definition.rpartition(":")[2]
        return int(number) if number.isdecimal() else 0


def tasks(aws: Aws, cluster: str, service: str, *, with_stopped: bool = False) -> tuple[Task, ...]:
    """The newest first; of the running and of the stopped a hundred each. None where the service is not there."""
    found: list[Task] = []
    for status in ("RUNNING", "STOPPED") if with_stopped else ("RUNNING",):
        found += _described(aws, cluster, _arns(aws, cluster, service, status))
    return tuple(sorted(found, key=lambda task: task.created, reverse=True))


def _arns(aws: Aws, cluster: str, service: str, status: str) -> list[str]:
    rows = aws.pages("ecs", "list_tasks", "taskArns", cluster=cluster, serviceName=service, desiredStatus=status)
    try:
        return list(islice(rows, _DESCRIBED))
    except AwsError as refusal:
        if refusal.code in _ABSENT:
            return []
        raise


def _described(aws: Aws, cluster: str, arns: list[str]) -> list[Task]:
    if not arns:
        return []
    answer = aws.call(aws.client("ecs").describe_tasks, cluster=cluster, tasks=arns)
    return [_task(row) for row in answer.get("tasks", ())]


def _task(row: Mapping[str, Any]) -> Task:
    containers = [each for each in row.get("containers", ()) if each.get("name")]
    return Task(
        arn=row.get("taskArn", ""),
        task_definition=row.get("taskDefinitionArn", ""),
        status=row.get("lastStatus", ""),
        created=row.get("createdAt", _LONG_AGO),
        allows_exec=row.get("enableExecuteCommand", False),
        containers=tuple(each["name"] for each in containers),
        agents={each["name"]: _agent(each) for each in containers},
    )


def _agent(container: Mapping[str, Any]) -> str:
    for agent in container.get("managedAgents", ()):
        if agent.get("name") == _AGENT:
            return ": ".join(filter(None, [agent.get("lastStatus", ""), agent.get("reason", "")]))
    return ""
