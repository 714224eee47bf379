"""An environment -> the physical names of what its services share."""

from __future__ import annotations

from typing import NamedTuple

from generator.naming.part import ACCOUNT, REGION
from generator.naming.path import template_path

_OF_WHAT_EXISTS = frozenset({"network", "alb"})
"""The nouns of the stacks that an environment does not have whose load balancer exists already, in its own VPC."""


class EnvironmentNames(NamedTuple):
    """The names of what the services of one environment share."""

    project: str
    environment: str
    given_cluster: str = ""
    """The ECS cluster, where one that exists already is named."""
    given_load_balancer: str = ""
    """The load balancer, where one that exists already is named."""

    @property
    def base(self) -> str:
        """How every name of the environment begins, but those of what exists already."""
        return f"{self.project}-{self.environment}"

    def stack(self, noun: str) -> str:
        """One of the environment's own stacks."""
        return f"{self.base}-{noun}"

    @property
    def cluster(self) -> str:
        """The ECS cluster."""
        return self.given_cluster or self.base

    @property
    def load_balancer(self) -> str:
        """The Application Load Balancer."""
        return self.given_load_balancer or self.base

    def handing_stack(self, noun: str) -> str:
        """The stack that hands on what the stack ``noun`` makes; what exists already the stack ``base`` hands on."""
        return self.stack("base" if self.given_load_balancer and noun in _OF_WHAT_EXISTS else noun)

    @property
    def namespace(self) -> str:
        """The namespace of Cloud Map in which services find each other."""
        return self.base

    @property
    def key_alias(self) -> str:
        """The alias of the environment's KMS key."""
        return f"alias/{self.base}"

    @property
    def artifact_bucket(self) -> str:
        """The pipelines' artifact bucket; account and region make the name globally unique."""
        return f"{self.base}-artifacts-{ACCOUNT}-{REGION}"

    @property
    def log_bucket(self) -> str:
        """The bucket of access logs: the load balancer's and the artifact bucket's."""
        return f"{self.base}-logs-{ACCOUNT}-{REGION}"

    @property
    def topic(self) -> str:
        """The SNS topic that people subscribe to."""
        return f"{self.base}-notifications"

    def service_topic(self, topic: str) -> str:
        """An SNS topic that services publish to; no environment's name has an underscore."""
        return f"{self.base}_{topic}"

    @property
    def dashboard(self) -> str:
        """The CloudWatch dashboard."""
        return f"{self.base}-{REGION}"

    @property
    def log_groups(self) -> tuple[str, ...]:
        """Patterns of the log groups of whatever services it has, and of no other environment's."""
        return tuple(f"/{kind}/{self.base}{rest}" for kind in ("ecs", "codebuild") for rest in ("", "/*"))

    @property
    def deployer(self) -> str:
        """The role that deploys the environment; it names the region, as every role does."""
        return f"{self.base}-deployer-{REGION}"

    def template_path(self, noun: str, suffix: str) -> str:
        """Where one of the environment's templates is written."""
        return template_path(self.project, self.environment, noun, suffix)
