"""One service in one environment: what the spec says of it, and the project that it is part of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.build import Build
from generator.model.container import Container
from generator.model.origin import origin
from generator.model.release import Release
from generator.model.traffic import Traffic
from generator.naming import MAIN, ServiceNames
from generator.problems import Location

if TYPE_CHECKING:
    from generator.model.environment import Environment
    from generator.model.project import Project


@dataclass(frozen=True)
class ServiceSettings:
    """What the spec says of one service in one environment."""

    container: Container
    name: str = MAIN
    build: Build = Build()
    release: Release = Release()
    traffic: Traffic = Traffic()
    tag_prefix: str = "v"
    """How the Git tags of its releases begin."""
    origin: Location = origin()


@dataclass(frozen=True)
class Service:
    """One service in one environment: everything that its stacks are made from."""

    project: Project
    settings: ServiceSettings

    @property
    def name(self) -> str:
        """What it is called among the services of its project."""
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
    def build(self) -> Build:
        """How its image is made."""
        return self.settings.build

    @property
    def release(self) -> Release:
        """How a new version gets its traffic."""
        return self.settings.release

    @property
    def traffic(self) -> Traffic:
        """What it is asked when all is well."""
        return self.settings.traffic

    @property
    def tag_prefix(self) -> str:
        """How the Git tags of its releases begin."""
        return self.settings.tag_prefix

    @property
    def environment(self) -> Environment:
        """Where it runs."""
        return self.project.environment

    @property
    def resource_tags(self) -> Mapping[str, str]:
        """The tags of everything that is made for it."""
        return self.project.resource_tags

    @property
    def fixed_tags(self) -> Mapping[str, str]:
        """The tags that no spec can change."""
        return self.project.fixed_tags

    @property
    def names(self) -> ServiceNames:
        """The names of its things."""
        return ServiceNames(self.project.names, self.name)

    @property
    def image_repository(self) -> str:
        """The ECR repository that its build pushes to and that it releases from."""
        return self.names.branch_repository if self.project.builds_branches else self.names.repository
