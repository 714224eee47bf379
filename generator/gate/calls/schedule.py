"""A schedule that starts a task -> what EventBridge Scheduler calls with the role of its target.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.arn import arn
from generator.gate.calls.call import ANYTHING, Call
from generator.gate.policy import ROLE
from generator.gate.schedule import QUEUE, TaskSchedule, task_schedules
from generator.gate.system import TASK_DEFINITION, System
from generator.gate.value import is_literal, lacks, text

_ROLES = ("ExecutionRoleArn", "TaskRoleArn")
_WHY = "EventBridge Scheduler calls to start a run"


def calls(system: System) -> Iterator[Call]:
    """Of all schedules."""
    for schedule in task_schedules(system):
        role = schedule.target.get("RoleArn")
        yield Call(role, "ecs:RunTask", _started(system, schedule), _WHY)
        yield from _passed(system, schedule)
        queue = text(schedule.target, "DeadLetterConfig", "Arn")
        if queue:
            told = "EventBridge Scheduler calls to tell of a run that it cannot start"
            yield Call(role, "sqs:SendMessage", arn(system, QUEUE, queue), told)


def _started(system: System, schedule: TaskSchedule) -> str:
    """Some revision of the family: each update makes another."""
    definition = schedule.definition(system)
    family = definition.name if definition else ""
    return f"{arn(system, TASK_DEFINITION, family)}:1" if is_literal(family) and family else ANYTHING


def _passed(system: System, schedule: TaskSchedule) -> Iterator[Call]:
    definition = schedule.definition(system)
    for key in _ROLES:
        name = definition.properties.get(key) if definition else None
        if definition and not lacks(definition.properties, key):
            made = system.find(ROLE, name)
            resource = arn(system, ROLE, made.token) if made else ANYTHING
            context = {"iam:PassedToService": "ecs-tasks.amazonaws.com"}
            yield Call(schedule.target.get("RoleArn"), "iam:PassRole", resource, _WHY, context)
