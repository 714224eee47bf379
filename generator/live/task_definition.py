"""The revisions of a task definition as ECS has them.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.live.client import Aws


@dataclass(frozen=True)
class Container:
    """A container of a task definition."""

    name: str
    image: str
    """``REPOSITORY:TAG`` or ``REPOSITORY@DIGEST``."""
    ports: tuple[int, ...]
    environment: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The image's digest; empty when it is named by its tag."""
        return self.image.partition("@")[2]


@dataclass(frozen=True)
class TaskDefinition:
    """One revision of a task definition."""

    arn: str
    family: str
    revision: int
    task_role: str
    execution_role: str
    containers: tuple[Container, ...]

    def container(self, name: str) -> Container | None:
        """The container of that name."""
        return next((each for each in self.containers if each.name == name), None)


def register(aws: Aws, definition: Mapping[str, Any]) -> str:
    """The ARN of a new revision of a task definition, in the words of RegisterTaskDefinition.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
    """
    answer = aws.call(aws.client("ecs").register_task_definition, **definition)
    return str(answer["taskDefinition"]["taskDefinitionArn"])


def task_definition(aws: Aws, arn: str) -> TaskDefinition:
    """A revision, by its ARN or as ``family:revision``.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
    """
    found = aws.call(aws.client("ecs").describe_task_definition, taskDefinition=arn)["taskDefinition"]
    return TaskDefinition(
        arn=found.get("taskDefinitionArn", ""),
        family=found.get("family", ""),
        revision=found.get("revision", 0),
        task_role=found.get("taskRoleArn", ""),
        execution_role=found.get("executionRoleArn", ""),
        containers=tuple(map(_container, found.get("containerDefinitions", ()))),
    )


def revisions(aws: Aws, family: str) -> Iterator[str]:
    """The ARNs of a family's task definitions that can still be run, the newest first.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html
    """
    order = {"status": "ACTIVE", "sort": "DESC"}
    yield from aws.pages("ecs", "list_task_definitions", "taskDefinitionArns", familyPrefix=family, **order)


def _container(found: Mapping[str, Any]) -> Container:
    return Container(
        name=found.get("name", ""),
        image=found.get("image", ""),
        ports=tuple(port["containerPort"] for port in found.get("portMappings", ()) if "containerPort" in port),
        environment={each.get("name", ""): each.get("value", "") for each in found.get("environment", ())},
    )
