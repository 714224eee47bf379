"""An ECS service -> the task definitions that it is started with: by their resource, or by the family that it names."""

from __future__ import annotations

from typing import Any

from generator.gate.system import Resource, System, Task
from generator.gate.value import mappings, number, text


def tasks_of(system: System, service: Resource) -> list[Task]:
    """Those of its template, and those that releases add to the family."""
    reference = service.properties.get("TaskDefinition")
    return [task for task in system.tasks if _is_of(system, task, reference)]


def ports_of(task: Task) -> list[int | None]:
    """The ports that its containers open; None for one that is not known."""
    containers = mappings(task.properties, "ContainerDefinitions")
    return [number(item, "ContainerPort") for each in containers for item in mappings(each, "PortMappings")]


def _is_of(system: System, task: Task, reference: Any) -> bool:
    if isinstance(task.place, Resource) and task.place is system.at(reference):
        return True
    family = text(task.properties, "Family")
    return bool(family) and text(reference).split(":")[0] == family
