"""What runs a container of the project: a service, which answers requests, or a job, which runs at certain times."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from generator.naming import ServiceNames

if TYPE_CHECKING:
    from generator.model.container import Container
    from generator.model.environment import Environment
    from generator.model.image_address import ImageAddress
    from generator.model.project import Project
    from generator.model.queue import Queue
    from generator.problems import Location


class Settings(Protocol):
    """What the spec says of one workload in one environment."""

    @property
    def name(self) -> str:
        """What it is called among those of its project."""
        ...

    @property
    def container(self) -> Container:
        """What runs."""
        ...

    @property
    def origin(self) -> Location:
        """Where the spec begins to speak of it."""
        ...


@dataclass(frozen=True)
class Workload(ABC):
    """One service or job in one environment."""

    project: Project
    settings: Settings

    @property
    def name(self) -> str:
        """What it is called among the services and jobs of its project."""
        return self.settings.name

    @property
    def origin(self) -> Location:
        """Where the spec begins to speak of it."""
        return self.settings.origin

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
    def folder_of(self) -> Workload:
        """The workload whose folder in the environment's file system its volume is."""
        return self

    @property
    def queue(self) -> Queue | None:
        """What it takes its work from; None where that is nothing of ours."""
        return None

    @property
    def app_protocol(self) -> str | None:
        """What the proxies of Service Connect take its connections for; None: for TCP, of which they know no more."""
        return None

    @property
    @abstractmethod
    def image_address(self) -> ImageAddress | None:
        """Where somebody else pushes its images; None where they are pushed to a repository of the project."""

    @property
    @abstractmethod
    def image_repository(self) -> str:
        """The repository that its image is taken from, as its registry calls it."""
