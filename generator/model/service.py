"""One service in one environment: what the spec says of it, and the project that it is part of.

It is what ECS calls a service: tasks that are kept running. One that no load balancer sends requests to is a worker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from generator.model.build import Build
from generator.model.container import Container
from generator.model.image_address import ImageAddress
from generator.model.origin import origin
from generator.model.queue import Queue
from generator.model.release import AS_THE_ENGINE, Release
from generator.model.route import Route
from generator.model.traffic import Traffic
from generator.model.workload import Workload
from generator.naming import MAIN, OUTPUT_FOLDER
from generator.problems import Location

if TYPE_CHECKING:
    from generator.model.environment import Trigger
    from generator.model.job import Job
    from generator.model.promotion import Promotion


@dataclass(frozen=True)
class ServiceSettings:
    """What the spec says of one service in one environment."""

    container: Container
    name: str = MAIN
    kind: str = "service"
    """Or ``worker``."""
    build: Build = Build()
    release: Release = Release()
    traffic: Traffic = Traffic()
    tag_prefix: str = "v"
    """How the Git tags of its releases begin."""
    route: Route = Route()
    paths: tuple[str, ...] = ()
    """Globs of files outside the context whose change starts its pipeline too, where a branch triggers it."""
    queue: Queue | None = None
    """Of a worker: where its work comes from."""
    overlap: bool = True
    """Of a worker: whether new tasks start before old ones have been told to end."""
    origin: Location = origin()


@dataclass(frozen=True)
class Service(Workload):
    """One service in one environment: everything that its stacks are made from."""

    settings: ServiceSettings

    @property
    def kind(self) -> str:
        """The spec's word for what it is."""
        return self.settings.kind

    @property
    def answers(self) -> bool:
        """Whether the load balancer sends it requests."""
        return True

    @property
    def is_named(self) -> bool:
        """Whether others reach it by its name: each that connects and listens somewhere."""
        return self.container.connect and self.container.target_port is not None

    @property
    def app_protocol(self) -> str | None:
        """HTTP is what load balancers speak."""
        return "http" if self.answers else None

    @property
    def rolls(self) -> bool:
        """Whether a release replaces some of the tasks at a time, and not all of them at once."""
        return False

    @property
    def overlaps(self) -> bool:
        """Whether a release starts new tasks beside the old ones."""
        return True

    @property
    def build(self) -> Build:
        """How its image is made."""
        return self.settings.build

    @property
    def takes_commits(self) -> bool:
        """Whether a pipeline of ours releases commits of the repository."""
        return self.release.pipeline and self.image_address is None

    @property
    def is_admitted(self) -> bool:
        """Whether a stage of its pipeline looks at a tag's commit before anything of that runs."""
        return self.takes_commits and self.environment.trigger.tag is not None

    @property
    def is_released_by_ecs(self) -> bool:
        """Whether ECS replaces its tasks by itself: those of a worker in every project."""
        return self.release.engine == "ecs" or not self.answers

    @property
    def is_built(self) -> bool:
        """Whether a pipeline of ours builds its image from the repository."""
        return self.takes_commits and self.environment.promote is None

    @property
    def is_promoted(self) -> bool:
        """Whether a pipeline of ours releases the images that another environment has built of the same commits."""
        return self.takes_commits and self.environment.promote is not None

    @property
    def is_pushed(self) -> bool:
        """Whether a pipeline of ours releases images that somebody else pushes."""
        return self.release.pipeline and self.image_address is not None

    @property
    def promotion(self) -> Promotion | None:
        """Where its images come from, where another environment builds them."""
        return self.project.promotion if self.is_promoted else None

    @property
    def image_address(self) -> ImageAddress | None:
        """Where somebody else pushes its images; None where they are pushed to a repository of the project."""
        return ImageAddress(self.container.image) if self.container.image else None

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
    def route(self) -> Route:
        """Which requests it gets."""
        return self.settings.route

    @property
    def target_container(self) -> str:
        """The container that the load balancer sends requests to."""
        return self.container.target or self.names.container

    @property
    def trigger(self) -> Trigger:
        """What starts its releases: the environment's branch, or tags that begin with the prefix of the service."""
        trigger = self.environment.trigger
        if trigger.tag is None:
            return trigger
        return replace(trigger, tag=self.tag_prefix + trigger.tag.removeprefix(self.project.git.tag_prefix))

    @property
    def context(self) -> str:
        """Its build context, relative to the repository's root; empty for the root itself."""
        return "/".join(part for part in self.container.context.split("/") if part not in {"", "."})

    @property
    def watched(self) -> tuple[str, ...]:
        """Globs of the files that are built into it, generated ones included; none where that is the whole repository.

        Only a pipeline that a branch starts asks for them.
        """
        if not self.context:
            return ()
        return (f"{self.context}/**", f"{OUTPUT_FOLDER}/{self.names.file_path('**')}", *self.settings.paths)

    @property
    def failing_tasks(self) -> int | None:
        """How many tasks have to fail within a quarter of an hour to stop a release; None where none do.

        CodeDeploy gives up by itself on tasks that never start. ECS does not, which releases workers too, and left to
        itself it counts as its circuit breaker does: half of the tasks, and at least three.
        https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentCircuitBreaker.html
        """
        said = self.release.alarms.tasks
        if said != AS_THE_ENGINE:
            return said
        return max(3, ceil(self.container.count.min / 2)) if self.is_released_by_ecs else None

    @property
    def is_alone(self) -> bool:
        """Whether all that its environment's load balancer gets is for this service."""
        return len(self.project.answering) == 1 and self.project.load_balancer.existing is None

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs that belong to it, in the spec's order."""
        return tuple(job for job in self.project.jobs if job.schedule.of == self.name)

    @property
    def fixed_tags(self) -> Mapping[str, str]:
        """The tags that no spec can change."""
        return self.project.fixed_tags

    @property
    def image_repository(self) -> str:
        """The repository that it releases from, as its registry calls it; a build pushes to it."""
        if self.image_address:
            return self.image_address.name
        return self.names.branch_repository if self.project.builds_branches else self.names.repository
