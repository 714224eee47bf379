"""One job in one environment: a task that runs at certain times, with the image of a service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.container import Container
from generator.model.origin import origin
from generator.naming import MAIN, ServiceNames
from generator.problems import Location

if TYPE_CHECKING:
    from generator.model.environment import Environment
    from generator.model.project import Project
    from generator.model.service import Service


@dataclass(frozen=True)
class Schedule:
    """When a job runs, and for how long it may."""

    schedule: str
    """As EventBridge Scheduler has it: ``cron(...)``, ``rate(...)`` or ``at(...)``."""
    of: str = MAIN
    """The service that it belongs to."""
    timezone: str = "UTC"
    timeout: int | None = None
    """Minutes after which a run is stopped; None: never."""
    origin: Location = origin()


@dataclass(frozen=True)
class JobSettings:
    """What the spec says of one job in one environment."""

    name: str
    container: Container
    """What its tasks run: all that the job does not say itself is as its service has it."""
    job: Schedule
    origin: Location = origin()


@dataclass(frozen=True)
class Job:
    """One job in one environment: everything that its stacks are made from."""

    project: Project
    settings: JobSettings

    @property
    def name(self) -> str:
        """What it is called among the services and jobs of its project."""
        return self.settings.name

    @property
    def origin(self) -> Location:
        """Where the spec begins to speak of it."""
        return self.settings.origin

    @property
    def schedule(self) -> Schedule:
        """When it runs."""
        return self.settings.job

    @property
    def service(self) -> Service:
        """The service that it belongs to: it runs its image, once a release of it has succeeded."""
        return next(service for service in self.project.services if service.name == self.schedule.of)

    @property
    def container(self) -> Container:
        """What runs."""
        return self.settings.container

    @property
    def environment(self) -> Environment:
        """Where it runs."""
        return self.project.environment

    @property
    def resource_tags(self) -> Mapping[str, str]:
        """The tags of everything that is made for it."""
        return self.project.resource_tags

    @property
    def names(self) -> ServiceNames:
        """The names of its things."""
        return ServiceNames(self.project.names, self.name)

    @property
    def image_repository(self) -> str:
        """The ECR repository of the service that it belongs to."""
        return self.service.image_repository
