"""An environment's service -> its task sets, the versions that they run, and why tasks are missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.app.engine.catalog import releases_in
from generator.app.status.part import Part, part
from generator.live.client import Aws
from generator.live.failed_task import FailedTask, failed_tasks
from generator.live.image import Image, find_image
from generator.live.service import LiveService
from generator.live.task_definition import Container, task_definition
from generator.model.service import Service

VERSION = "VERSION"
"""The variable by which every release knows its version: see ``sidefiles/taskdef.py``."""


@dataclass(frozen=True)
class ServiceState:
    """The service and what it runs."""

    service: LiveService
    containers: Mapping[str, Container]
    """By the ARN of the task definition, for every task set: the container that gets the traffic."""
    image: Part[Image]
    """What answers the users, as ECR has it; nothing before the first release."""
    failed: tuple[FailedTask, ...]
    """Asked for only when tasks are missing; the newest first."""

    @property
    def container(self) -> Container | None:
        """The one that answers the users."""
        return self.containers.get(self.service.running_task_definition)

    @property
    def version(self) -> str:
        """What the users get; empty before the first release."""
        return version_of(self.container)


def version_of(container: Container | None) -> str:
    """The version that a container says it is; empty for what runs before the first release."""
    return container.environment.get(VERSION, "") if container else ""


def service_state(aws: Aws, service: Service) -> ServiceState | None:
    """What runs now; None before the service is deployed."""
    names = service.names
    found = releases_in(aws, service).service()
    if found is None:
        return None
    arns = {found.running_task_definition, *(each.task_definition for each in found.task_sets)}
    revisions = [task_definition(aws, arn) for arn in sorted(arns)]
    containers = {each.arn: own for each in revisions if (own := each.container(names.container))}
    shown = containers.get(found.running_task_definition)
    digest = shown.digest if shown else ""
    repository = service.image_repository
    return ServiceState(
        service=found,
        containers=containers,
        image=part(lambda: find_image(aws, repository, digest=digest)) if digest else Part(),
        failed=failed_tasks(aws, names.environment.cluster, names.ecs_service) if _lacks_tasks(found) else (),
    )


def running_version(aws: Aws, service: Service) -> str | None:
    """The version alone, in few calls: empty before the first release, None before the service is deployed."""
    found = releases_in(aws, service).service()
    if found is None:
        return None
    return version_of(task_definition(aws, found.running_task_definition).container(service.names.container))


def _lacks_tasks(service: LiveService) -> bool:
    return any(each.running < each.desired for each in service.task_sets) or service.running < service.desired
