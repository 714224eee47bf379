"""A task that is no service's: started, looked at until it has ended, and found again for an hour after that.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from generator.errors import OutsideError
from generator.live.answer import first
from generator.live.client import Aws

STOPPED = "STOPPED"
_DESCRIBED = 100
"""Tasks that one call tells of."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_STARTED_BY = "canaryform run"


@dataclass(frozen=True)
class RunRequest:
    """What is started, and where."""

    cluster: str
    task_definition: str
    subnets: Sequence[str]
    security_groups: Sequence[str]
    is_public: bool
    """Whether the task gets a public address, without which it reaches nothing from a public subnet."""


@dataclass(frozen=True)
class Run:
    """The task, as ECS has it now."""

    arn: str
    status: str
    """``PROVISIONING``, ``PENDING``, ``RUNNING``, ... ``STOPPED``."""
    reason: str
    """Why it has stopped, if it has."""
    exit_codes: Mapping[str, int]
    """Container -> its exit code; of those that have ended."""
    created: datetime | None = None
    stopped: datetime | None = None
    is_unstarted: bool = False
    """Whether it ended before it had begun."""

    @property
    def is_failed(self) -> bool:
        """As the event rule of a job has it: it could not start, or a container ended with another code than 0."""
        return self.is_unstarted or any(self.exit_codes.values())

    @property
    def id(self) -> str:
        """The last part of its ARN, by which its log streams are called too."""
        return self.arn.rpartition("/")[2]


def start(aws: Aws, request: RunRequest) -> str:
    """The task's ARN. Raises OutsideError where ECS has no place for it, which it answers without an error."""
    network = {
        "subnets": [*request.subnets],
        "securityGroups": [*request.security_groups],
        "assignPublicIp": "ENABLED" if request.is_public else "DISABLED",
    }
    answer = aws.call(
        aws.client("ecs").run_task,
        cluster=request.cluster,
        taskDefinition=request.task_definition,
        count=1,
        capacityProviderStrategy=[{"capacityProvider": "FARGATE", "base": 0, "weight": 1}],
        networkConfiguration={"awsvpcConfiguration": network},
        enableECSManagedTags=True,
        propagateTags="TASK_DEFINITION",
        startedBy=_STARTED_BY,
    )
    failures = answer.get("failures", ())
    if failures:
        why = "; ".join(": ".join(filter(None, (each.get("reason", ""), each.get("detail", "")))) for each in failures)
        raise OutsideError("cannot start the run", why, "run the same command again")
    arn: str = first(answer, "tasks").get("taskArn", "")
    return arn


def look(aws: Aws, cluster: str, arn: str) -> Run:
    """The task of that ARN. ECS tells of it for an hour after its end."""
    return _run(first(aws.call(aws.client("ecs").describe_tasks, cluster=cluster, tasks=[arn]), "tasks"))


def runs(aws: Aws, cluster: str, family: str) -> tuple[Run, ...]:
    """Those of a family that run, and those that ended within the hour: the newest first; a hundred each."""
    found: list[Run] = []
    client = aws.client("ecs")
    for status in ("RUNNING", STOPPED):
        rows = aws.pages("ecs", "list_tasks", "taskArns", cluster=cluster, family=family, desiredStatus=status)
        if arns := list(islice(rows, _DESCRIBED)):
            found += map(_run, aws.call(client.describe_tasks, cluster=cluster, tasks=arns).get("tasks", ()))
    return tuple(sorted(found, key=lambda run: run.created or _LONG_AGO, reverse=True))


def _run(row: Mapping[str, Any]) -> Run:
    containers = row.get("containers", ())
    why = [each.get("reason", "") for each in containers]
    return Run(
        arn=row.get("taskArn", ""),
        status=row.get("lastStatus", ""),
        reason=": ".join(filter(None, (row.get("stoppedReason", ""), *why))),
        exit_codes={each["name"]: each["exitCode"] for each in containers if "exitCode" in each},
        created=row.get("createdAt"),
        stopped=row.get("stoppedAt"),
        is_unstarted=row.get("stopCode") == "TaskFailedToStart",
    )
