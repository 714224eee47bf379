"""The project in one environment, with every override applied and every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator import naming
from generator.model.build import Build
from generator.model.environment import Environment
from generator.model.git import Git
from generator.model.load_balancer import LoadBalancer
from generator.model.network import Network
from generator.model.notifications import Notifications
from generator.model.origin import origin
from generator.model.release import Release
from generator.model.service import Service
from generator.model.traffic import Traffic
from generator.naming import Names
from generator.problems import Location


@dataclass(frozen=True)
class Project:
    """Everything that one environment's stacks are made from."""

    name: str = field(metadata={"key": "project"})
    region: str
    repository: str
    service: Service
    environment: Environment
    connection: str | None = None
    """ARN of an existing GitHub connection; without one the shared stack makes it."""
    tags: Mapping[str, str] = field(default_factory=dict)
    permissions_boundary: str | None = None
    build: Build = Build()
    network: Network = Network()
    load_balancer: LoadBalancer = LoadBalancer()
    release: Release = Release()
    traffic: Traffic = Traffic()
    git: Git = Git()
    notifications: Notifications = Notifications()
    origin: Location = origin()

    @property
    def fixed_tags(self) -> Mapping[str, str]:
        """The tags that no spec can change."""
        return {"Project": self.name, "Environment": self.environment.name}

    @property
    def resource_tags(self) -> Mapping[str, str]:
        """The tags of everything that is made for this environment."""
        return {**self.fixed_tags, **self.tags}

    @property
    def names(self) -> Names:
        """The names of this environment's things."""
        return Names(self.name, self.environment.name)

    @property
    def image_repository(self) -> str:
        """The ECR repository that its build pushes to and that it releases from.

        What a branch holds, nobody need have reviewed: no environment but its own takes an image that it made.
        """
        return naming.repository(self.name) if self.environment.trigger.tag else self.names.branch_repository


@dataclass(frozen=True)
class Shared:
    """What the environments of one account and region have in common."""

    name: str
    tags: Mapping[str, str]
    """The tags that every environment has, with the same value."""
    makes_connection: bool
    release_tag_prefixes: tuple[str, ...]
    """How the image tags of the environments that tags start begin; empty where there is none."""
    regions: tuple[str, ...]
    branch_environments: Mapping[str, str] = field(default_factory=dict)
    """Environment that a branch starts -> how the image tags of its releases begin."""
    origin: Location = origin()

    @property
    def resource_tags(self) -> Mapping[str, str]:
        """The tags of everything that the environments share."""
        return {"Project": self.name, **self.tags}


@dataclass(frozen=True)
class Spec:
    """One spec file: the projects it describes, one an environment, in the file's order."""

    file: str
    shared: Shared
    projects: tuple[Project, ...]
