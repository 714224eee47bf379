"""Where an environment takes its images from whose pipelines build none: from another environment's repositories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.naming import REGION, EnvironmentNames, ServiceNames

if TYPE_CHECKING:
    from generator.model.project import Project


class Reader(NamedTuple):
    """A role of another account."""

    account: str
    role: str


@dataclass(frozen=True)
class Promotion:
    """What is known of the environment that builds the images."""

    project: str
    environment: str
    account: str
    region: str
    by_tag: bool
    """Whether its images have the Git tag's name; else they have that of the commit."""
    builds_branches: bool
    """Whether it has repositories to itself."""

    def repository(self, service: str) -> str:
        """The repository of a service's images."""
        names = ServiceNames(EnvironmentNames(self.project, self.environment), service)
        return names.branch_repository if self.builds_branches else names.repository

    def pipeline(self, service: str) -> str:
        """The pipeline that builds them."""
        return ServiceNames(EnvironmentNames(self.project, self.environment), service).pipeline

    def address(self, service: str) -> str:
        """The same with its registry: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html."""
        suffix = "amazonaws.com.cn" if self.region.startswith("cn-") else "amazonaws.com"
        return f"{self.account}.dkr.ecr.{self.region}.{suffix}/{self.repository(service)}"

    def readers(self, service: str, reader: Project) -> Mapping[str, Reader]:
        """Repository -> which role of the environment that releases the images reads it, of another account."""
        account = reader.environment.account
        if account is None or account == self.account:
            return {}  # Where what the role itself may do is enough.
        names = ServiceNames(reader.names, service)
        role = names.role("codebuild").replace(REGION, reader.region)
        return {self.repository(service): Reader(account, role)}
