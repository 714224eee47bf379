"""The service as ECS has it, with its task sets.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.live.answer import first
from generator.live.client import Aws, AwsError

PRIMARY = "PRIMARY"
"""The status of the task set that gets the production traffic."""


@dataclass(frozen=True)
class ContainerRoute:
    """Which container gets the requests of which target group."""

    target_group: str
    """Its ARN."""
    container: str
    port: int


@dataclass(frozen=True)
class TaskSet:
    """The tasks of one revision. During a release a service has two of them."""

    id: str
    status: str
    """``PRIMARY``, ``ACTIVE`` or ``DRAINING``."""
    task_definition: str
    """Its ARN."""
    desired: int
    running: int
    pending: int
    routes: tuple[ContainerRoute, ...]


@dataclass(frozen=True)
class LiveService:
    """One service."""

    name: str
    status: str
    """``ACTIVE`` or ``DRAINING``."""
    controller: str
    """``CODE_DEPLOY``, ``ECS`` or ``EXTERNAL``."""
    desired: int
    running: int
    pending: int
    task_definition: str
    """The ARN that the service was made or last updated with; task sets have their own."""
    routes: tuple[ContainerRoute, ...]
    task_sets: tuple[TaskSet, ...]
    events: tuple[tuple[datetime | None, str], ...]
    """What ECS said last of it, the newest first."""
    revisions: tuple[str, ...] = ()
    """The ARNs of its service revisions that have tasks; none where ECS does not make the deployments."""

    @property
    def primary(self) -> TaskSet | None:
        """The task set that gets the production traffic."""
        return next((each for each in self.task_sets if each.status == PRIMARY), None)

    @property
    def running_task_definition(self) -> str:
        """The ARN of the revision that answers its users."""
        return self.primary.task_definition if self.primary else self.task_definition


def find_service(aws: Aws, cluster: str, name: str) -> LiveService | None:
    """The service of that name; None when it, or its cluster, is not there (any more)."""
    try:
        answer = aws.call(aws.client("ecs").describe_services, cluster=cluster, services=[name])
    except AwsError as error:
        if error.code == "ClusterNotFoundException":
            return None
        raise
    # What is not there is a "failure"; what was deleted stays for a while.
    services = [each for each in answer.get("services", ()) if each.get("status") != "INACTIVE"]
    return _service(services[0]) if services else None


def service_arn(aws: Aws, cluster: str, name: str) -> str:
    """The ARN of a service that is there."""
    answer = aws.call(aws.client("ecs").describe_services, cluster=cluster, services=[name])
    return str(first(answer, "services")["serviceArn"])


def take_over(aws: Aws, cluster: str, name: str, **settings: Any) -> None:
    """Have ECS itself deploy a service that CodeDeploy deployed, with these settings of UpdateService.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-codedeploy-to-ecs-bluegreen.html
    """
    client = aws.client("ecs")
    aws.call(client.update_service, cluster=cluster, service=name, deploymentController={"type": "ECS"}, **settings)


def _service(found: Mapping[str, Any]) -> LiveService:
    return LiveService(
        name=found.get("serviceName", ""),
        status=found.get("status", ""),
        controller=found.get("deploymentController", {}).get("type", "ECS"),
        desired=found.get("desiredCount", 0),
        running=found.get("runningCount", 0),
        pending=found.get("pendingCount", 0),
        task_definition=found.get("taskDefinition", ""),
        routes=_routes(found),
        task_sets=tuple(map(_task_set, found.get("taskSets", ()))),
        events=tuple((event.get("createdAt"), event.get("message", "")) for event in found.get("events", ())),
        revisions=tuple(each.get("arn", "") for each in found.get("currentServiceRevisions", ())),
    )


def _task_set(found: Mapping[str, Any]) -> TaskSet:
    return TaskSet(
        id=found.get("id", ""),
        status=found.get("status", ""),
        task_definition=found.get("taskDefinition", ""),
        desired=found.get("computedDesiredCount", 0),
        running=found.get("runningCount", 0),
        pending=found.get("pendingCount", 0),
        routes=_routes(found),
    )


def _routes(found: Mapping[str, Any]) -> tuple[ContainerRoute, ...]:
    return tuple(
        ContainerRoute(each.get("targetGroupArn", ""), each.get("containerName", ""), each.get("containerPort", 0))
        for each in found.get("loadBalancers", ())
    )
