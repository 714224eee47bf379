"""One job in one environment: a task that runs at certain times, with the image of a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.container import Container
from generator.model.origin import origin
from generator.model.workload import Workload
from generator.naming import MAIN
from generator.problems import Location

if TYPE_CHECKING:
    from generator.model.image_address import ImageAddress
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
class Job(Workload):
    """One job in one environment: everything that its stacks are made from."""

    settings: JobSettings

    @property
    def schedule(self) -> Schedule:
        """When it runs."""
        return self.settings.job

    @property
    def service(self) -> Service:
        """The service that it belongs to: it runs its image, once a release of it has succeeded."""
        return next(service for service in self.project.services if service.name == self.schedule.of)

    @property
    def folder_of(self) -> Service:
        """Its service: both see the same files."""
        return self.service

    @property
    def image_address(self) -> ImageAddress | None:
        """That of its service."""
        return self.service.image_address

    @property
    def image_repository(self) -> str:
        """The ECR repository of the service that it belongs to."""
        return self.service.image_repository
