"""The project in one environment, with every override applied and every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.environment import Environment
from generator.model.git import Git
from generator.model.job import Job, JobSettings
from generator.model.load_balancer import LoadBalancer
from generator.model.network import Network
from generator.model.notifications import Notifications
from generator.model.origin import origin
from generator.model.patch import Patch
from generator.model.promotion import Promotion, Reader
from generator.model.service import Service, ServiceSettings
from generator.model.worker import Worker
from generator.naming import EnvironmentNames
from generator.problems import Location


@dataclass(frozen=True)
class Project:
    """Everything that one environment's stacks are made from: what its services share, and the services."""

    name: str = field(metadata={"key": "project"})
    region: str
    repository: str
    settings: tuple[ServiceSettings, ...]
    """What the spec says of each service, workers among them."""
    environment: Environment
    connection: str | None = None
    """ARN of an existing GitHub connection; without one the shared stack makes it."""
    tags: Mapping[str, str] = field(default_factory=dict)
    permissions_boundary: str | None = None
    accept: Mapping[str, str] = field(default_factory=dict)
    """Warnings by name, each with the reason why nobody need see it."""
    cluster: str | None = None
    """The name of an ECS cluster that exists; without one the environment has a cluster to itself."""
    patches: Mapping[str, Patch] = field(default_factory=dict)
    """By name, in the order in which they are applied."""
    network: Network = Network()
    load_balancer: LoadBalancer = LoadBalancer()
    git: Git = Git()
    notifications: Notifications = Notifications()
    promotion: Promotion | None = None
    """Where its images come from, where another environment builds them."""
    job_settings: tuple[JobSettings, ...] = ()
    """What the spec says of each job."""
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
    def names(self) -> EnvironmentNames:
        """The names of what its services share."""
        existing = self.load_balancer.existing
        return EnvironmentNames(self.name, self.environment.name, self.cluster or "", existing.name if existing else "")

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """Its services, workers among them, in the spec's order."""
        return tuple((Worker if each.kind == "worker" else Service)(self, each) for each in self.settings)

    @property
    def answering(self) -> tuple[Service, ...]:
        """The services that its load balancer sends requests to, in the spec's order."""
        return tuple(service for service in self.services if service.answers)

    @property
    def makes_load_balancer(self) -> bool:
        """Whether there is one of its own: where nothing answers requests, it would cost and do nothing."""
        return self.load_balancer.existing is None and bool(self.answering)

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """Its jobs, in the spec's order."""
        return tuple(Job(self, each) for each in self.job_settings)

    @property
    def connects(self) -> bool:
        """Whether any of its services reach each other by their names."""
        return any(service.container.connect for service in self.services)

    @property
    def topics(self) -> Mapping[str, Location]:
        """The topics that its services and jobs publish to -> where the spec speaks first of who does."""
        found: dict[str, Location] = {}
        for each in (*self.services, *self.jobs):
            for topic in each.container.publish:
                found.setdefault(topic, each.container.origin)
        return found

    @property
    def makes_file_system(self) -> bool:
        """Whether any of its services keeps files in a file system that is made for them."""
        return any(service.container.made_volume for service in self.services)

    @property
    def has_pipeline(self) -> bool:
        """Whether a pipeline releases any of its services."""
        return any(each.release.pipeline for each in self.settings)

    @property
    def takes_commits(self) -> bool:
        """Whether a pipeline releases commits of any of its services, which a connection to GitHub brings."""
        return any(service.takes_commits for service in self.services)

    @property
    def builds_branches(self) -> bool:
        """Whether it builds what other branches than main hold, which nobody need have reviewed.

        No other environment takes an image that such a build made.
        """
        return bool(self.environment.trigger.branch or self.git.release_branches)


@dataclass(frozen=True)
class Images:
    """What the environments of one account and region have in common of one service: where its images are."""

    project: str
    service: str
    tags: Mapping[str, str]
    release_tag_prefixes: tuple[str, ...]
    """How the image tags of the environments begin that build main alone; empty where there is none."""
    branch_environments: Mapping[str, str] = field(default_factory=dict)
    """Environment that builds other branches -> how the image tags of its releases begin."""
    readers: Mapping[str, tuple[Reader, ...]] = field(default_factory=dict)
    """Repository -> the roles of other accounts that read it."""
    origin: Location = origin()

    @property
    def resource_tags(self) -> Mapping[str, str]:
        """The tags of everything that the environments share."""
        return {"Project": self.project, **self.tags}


@dataclass(frozen=True)
class Shared:
    """What the environments of one account and region have in common."""

    name: str
    tags: Mapping[str, str]
    """The tags that every environment has, with the same value."""
    makes_connection: bool
    regions: tuple[str, ...]
    images: tuple[Images, ...] = ()
    """Of each service."""
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

    @property
    def services(self) -> tuple[Service, ...]:
        """Each service in each environment."""
        return tuple(service for project in self.projects for service in project.services)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Each job in each environment."""
        return tuple(job for project in self.projects for job in project.jobs)
