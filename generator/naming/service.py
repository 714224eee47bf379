"""A service in an environment -> the physical names of its things."""

from __future__ import annotations

from typing import NamedTuple

from generator.naming.environment import EnvironmentNames
from generator.naming.part import MAIN, PRODUCTION_COLOURS, REGION, beside, repository


class ServiceNames(NamedTuple):
    """The names of one service's things in one environment."""

    environment: EnvironmentNames
    service: str = MAIN

    @property
    def base(self) -> str:
        """How every name of the service begins; the main service's is the environment's own."""
        return beside(self.environment.base, self.service)

    @property
    def _suffix(self) -> list[str]:
        return [] if self.service == MAIN else [self.service]

    def stack(self, noun: str) -> str:
        """One of the service's stacks."""
        return f"{self.base}-{noun}"

    @property
    def ecs_service(self) -> str:
        """The ECS service."""
        return self.base

    @property
    def family(self) -> str:
        """The task definition family, of which every release is a revision."""
        return self.base

    @property
    def repository(self) -> str:
        """The ECR repository of the environments that tags start: they release the same images."""
        return repository(self.environment.project, self.service)

    @property
    def branch_repository(self) -> str:
        """The ECR repository of an environment that builds other branches than main, and that no other takes from."""
        return "/".join([self.environment.project, self.environment.environment, *self._suffix])

    @property
    def container(self) -> str:
        """The container that gets the traffic."""
        return "-".join([self.environment.project, *self._suffix])

    @property
    def discovery(self) -> str:
        """What ECS calls it in the namespace; its metrics have that name, and no environment's to tell them apart."""
        return self.base

    @property
    def log_group(self) -> str:
        """Where the service logs."""
        return "/".join(["/ecs", self.environment.base, *self._suffix])

    @property
    def build_log_group(self) -> str:
        """Where CodeBuild logs."""
        return "/".join(["/codebuild", self.environment.base, *self._suffix])

    def target_group(self, colour: str) -> str:
        """One of the two target groups between which releases move the traffic."""
        return f"{self.base}-{colour}"

    @property
    def target_groups(self) -> tuple[str, ...]:
        """Both of them."""
        return tuple(map(self.target_group, PRODUCTION_COLOURS))

    def role(self, principal: str) -> str:
        """An IAM role. It names the region, because role names are global in an account."""
        return f"{self.base}-{principal}-{REGION}"

    @property
    def build_project(self) -> str:
        """The CodeBuild project."""
        return self.base

    @property
    def admission_project(self) -> str:
        """The CodeBuild project that admits commits; no environment's name has an underscore."""
        return f"{self.base}_admit"

    @property
    def template_project(self) -> str:
        """The CodeBuild project that fetches the template of a release."""
        return f"{self.base}_template"

    @property
    def before_project(self) -> str:
        """The CodeBuild project that runs a task before a release; no environment's name has an underscore."""
        return f"{self.base}_before"

    @property
    def before_family(self) -> str:
        """The family of the task that runs before a release."""
        return f"{self.family}_before"

    @property
    def pipeline(self) -> str:
        """The CodePipeline pipeline."""
        return self.base

    @property
    def application(self) -> str:
        """The CodeDeploy application."""
        return self.base

    @property
    def deployment_group(self) -> str:
        """The CodeDeploy deployment group."""
        return self.base

    def alarm(self, subject: str, measure: str) -> str:
        """An alarm: what it watches (``blue``, ``green``, ``load-balancer``) and what it measures."""
        return f"{self.base}-{subject}-{measure}"

    def rule(self, noun: str) -> str:
        """An EventBridge rule."""
        return f"{self.base}-{noun}"

    @property
    def queue(self) -> str:
        """The queue that a worker takes its work from."""
        return self.base

    @property
    def dead_letters(self) -> str:
        """The queue of the messages that a worker could not work on; no service's name has an underscore."""
        return f"{self.base}_dead-letters"

    @property
    def schedule(self) -> str:
        """The EventBridge schedule of a job, and the group that it alone is in."""
        return self.base

    @property
    def undelivered(self) -> str:
        """The queue of the runs of a job that could not be started; no service's name has an underscore."""
        return f"{self.base}_undelivered"

    def file_path(self, file: str) -> str:
        """Where one of the service's build files is written."""
        return f"{self.environment.project}/{self.environment.environment}/{self.service}/{file}"
