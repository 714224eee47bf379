"""The service as ECS has it: its task sets, what they run, and why tasks of it failed.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from generator.live.answer import first
from generator.live.client import Aws, AwsError

PRIMARY = "PRIMARY"
"""The status of the task set that gets the production traffic."""
_DESCRIBED = 100
"""Tasks that one call tells of: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html"""
_FAILURES = frozenset({"TaskFailedToStart", "EssentialContainerExited", "InfrastructureHealth"})
_UNHEALTHY = "Task failed "
"""How ECS begins to say that it ended a task for its health, which has no stop code of its own."""


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


@dataclass(frozen=True)
class Container:
    """A container of a task definition."""

    name: str
    image: str
    """``REPOSITORY:TAG`` or ``REPOSITORY@DIGEST``."""
    ports: tuple[int, ...]
    environment: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The image's digest; empty when it is named by its tag."""
        return self.image.partition("@")[2]


@dataclass(frozen=True)
class TaskDefinition:
    """One revision of a task definition."""

    arn: str
    family: str
    revision: int
    task_role: str
    execution_role: str
    containers: tuple[Container, ...]

    def container(self, name: str) -> Container | None:
        """The container of that name."""
        return next((each for each in self.containers if each.name == name), None)


@dataclass(frozen=True)
class FailedTask:
    """A task that did not start, ended by itself or was unhealthy. ECS forgets it after an hour."""

    arn: str
    task_definition: str
    """Its ARN."""
    stopped: datetime | None
    reason: str
    """Why, with what each container says: an exit code, an image that cannot be pulled."""


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


def register(aws: Aws, definition: Mapping[str, Any]) -> str:
    """The ARN of a new revision of a task definition, in the words of RegisterTaskDefinition.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
    """
    answer = aws.call(aws.client("ecs").register_task_definition, **definition)
    return str(answer["taskDefinition"]["taskDefinitionArn"])


def task_definition(aws: Aws, arn: str) -> TaskDefinition:
    """A revision, by its ARN or as ``family:revision``.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
    """
    found = aws.call(aws.client("ecs").describe_task_definition, taskDefinition=arn)["taskDefinition"]
    return TaskDefinition(
        arn=found.get("taskDefinitionArn", ""),
        family=found.get("family", ""),
        revision=found.get("revision", 0),
        task_role=found.get("taskRoleArn", ""),
        execution_role=found.get("executionRoleArn", ""),
        containers=tuple(map(_container, found.get("containerDefinitions", ()))),
    )


def revisions(aws: Aws, family: str) -> Iterator[str]:
    """The ARNs of a family's task definitions that can still be run, the newest first.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html
    """
    order = {"status": "ACTIVE", "sort": "DESC"}
    yield from aws.pages("ecs", "list_task_definitions", "taskDefinitionArns", familyPrefix=family, **order)


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


def _container(found: Mapping[str, Any]) -> Container:
    return Container(
        name=found.get("name", ""),
        image=found.get("image", ""),
        ports=tuple(port["containerPort"] for port in found.get("portMappings", ()) if "containerPort" in port),
        environment={each.get("name", ""): each.get("value", "") for each in found.get("environment", ())},
    )
