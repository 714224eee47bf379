"""One task that nothing but a call keeps running: started, and looked at until it has ended.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.errors import OutsideError
from generator.live.answer import first
from generator.live.client import Aws

STOPPED = "STOPPED"
_STARTED_BY = "canaryform run"


@dataclass(frozen=True)
class RunRequest:
    """What is started, and where."""

    cluster: str
    task_definition: str
    subnets: Sequence[str]
    security_group: str
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

    @property
    def id(self) -> str:
        """The last part of its ARN, by which its log streams are called too."""
        return self.arn.rpartition("/")[2]


def start(aws: Aws, request: RunRequest) -> str:
    """The task's ARN. Raises OutsideError where ECS has no place for it, which it answers without an error."""
    network = {
        "subnets": [*request.subnets],
        "securityGroups": [request.security_group],
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
    row = first(aws.call(aws.client("ecs").describe_tasks, cluster=cluster, tasks=[arn]), "tasks")
    containers = row.get("containers", ())
    why = [each.get("reason", "") for each in containers]
    return Run(
        arn=arn,
        status=row.get("lastStatus", ""),
        reason=": ".join(filter(None, (row.get("stoppedReason", ""), *why))),
        exit_codes={each["name"]: each["exitCode"] for each in containers if "exitCode" in each},
    )
