"""A service's tasks -> those of its release, and those that answer its users."""

from __future__ import annotations

from generator.app.engine.catalog import releases_in
from generator.app.run.target import Target
from generator.errors import OutsideError
from generator.live.service import LiveService
from generator.live.task import Task, tasks

_ACTIVE = "ACTIVE"
"""The status of the task set that a release brings."""


def release_tasks(target: Target) -> tuple[Task, ...]:
    """The tasks of the release that runs, or of the last one: of the newest revision that ECS still knows a task of.

    Stopped ones are among them, for the hour in which ECS tells of them. Raises OutsideError where there is none.
    """
    service = _service(target)
    names = target.service.names
    found = tasks(target.aws, names.environment.cluster, names.ecs_service, with_stopped=True)
    # A deployment despite alarms may bring an older revision than the one that it takes the traffic from.
    brought = [each.task_definition for each in service.task_sets if each.status == _ACTIVE]
    released = brought or [max(found, key=lambda task: task.revision).task_definition] if found else []
    return _some(target, tuple(task for task in found if task.task_definition in released))


def user_tasks(target: Target) -> tuple[Task, ...]:
    """The tasks that answer its users, the newest first; all that run where none is of that revision.

    Raises OutsideError where there is none.
    """
    service, found = _service(target), running_tasks(target)
    answering = tuple(task for task in found if task.task_definition == service.running_task_definition)
    return _some(target, answering or found)


def running_tasks(target: Target) -> tuple[Task, ...]:
    """Those of every revision, the newest first, and those that start."""
    names = target.service.names
    return tasks(target.aws, names.environment.cluster, names.ecs_service)


def _service(target: Target) -> LiveService:
    found = releases_in(target.aws, target.service).service()
    if found is None:
        what = f"{target.service.names.ecs_service} has no tasks"
        raise OutsideError(what, "the service is not deployed", f"`{target.command('deploy')}` deploys it")
    return found


def _some(target: Target, found: tuple[Task, ...]) -> tuple[Task, ...]:
    if not found:
        why = "none runs, and ECS tells of stopped ones for an hour"
        hint = f"`{target.command('status')}` says why; service.count says how many there are"
        raise OutsideError(f"{target.service.names.ecs_service} has no tasks", why, hint)
    return found
