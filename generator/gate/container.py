"""A task definition -> its containers, and what it runs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.subject import Path
from generator.gate.system import Task
from generator.gate.value import mapping, sequence, text

PLATFORM_VERSIONS = ("LATEST", "1.4.0", "1.3.0", "1.0.0")
"""https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html; 1.0.0 is for Windows."""


def containers(task: Task) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Where each container stands, in CloudFormation's words, and what it is."""
    for index, container in enumerate(sequence(task.properties, "ContainerDefinitions")):
        yield ("ContainerDefinitions", index), mapping(container)


def is_essential(container: Mapping[str, Any]) -> bool:
    """Whether the task ends with it: the default."""
    return text(container, "Essential").lower() in ("", "true") and not isinstance(container.get("Essential"), list)


def is_fargate(task: Task) -> bool:
    """Whether the task is to be accepted for Fargate."""
    return "FARGATE" in sequence(task.properties, "RequiresCompatibilities")


def is_awsvpc(task: Task) -> bool:
    """Whether each task has a network interface of its own, as Fargate has it in any case."""
    return text(task.properties, "NetworkMode") == "awsvpc" or is_fargate(task)


def is_windows(task: Task) -> bool:
    """Whether its containers are of Windows."""
    return text(task.properties, "RuntimePlatform", "OperatingSystemFamily").startswith("WINDOWS")
