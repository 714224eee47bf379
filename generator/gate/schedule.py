"""A system -> its EventBridge schedules that start a task of ECS, with what rules want to know of each.

https://docs.aws.amazon.com/scheduler/latest/APIReference/API_EcsParameters.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.gate.system import TASK_DEFINITION, Resource, System
from generator.gate.value import lacks, mapping

SCHEDULE = "AWS::Scheduler::Schedule"
QUEUE = "AWS::SQS::Queue"


@dataclass(frozen=True)
class TaskSchedule:
    """One schedule."""

    resource: Resource
    target: Mapping[str, Any]

    @property
    def task(self) -> Mapping[str, Any]:
        """What is started, and how."""
        return mapping(self.target, "EcsParameters")

    def definition(self, system: System) -> Resource | None:
        """The task definition that it starts, where one of the templates has it."""
        return system.find(TASK_DEFINITION, self.task.get("TaskDefinitionArn"))


def task_schedules(system: System) -> Iterator[TaskSchedule]:
    """Those whose target has the parameters of a task."""
    for resource in system.of(SCHEDULE):
        target = mapping(resource.properties, "Target")
        if not lacks(target, "EcsParameters"):
            yield TaskSchedule(resource, target)
