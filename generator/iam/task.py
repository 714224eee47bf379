"""What the service's own code does with the task role: what the spec says, and ECS Exec's channel."""

from __future__ import annotations

from collections.abc import Iterator

from generator.iam.arn import regional
from generator.iam.call import Call, Principal, calls
from generator.model.service import Service

NAME = "task"
_ROLE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html"


def principal(name: str, made: Iterator[Call]) -> Principal:
    """A role of tasks, and the calls made with it; AWS supports no source that is narrower than a region."""
    return Principal(name, "ecs-tasks.amazonaws.com", regional("ecs", "*"), _ROLE, tuple(made))


def task(service: Service) -> Principal:
    """Nothing, unless the spec says so."""
    return principal(NAME, _calls(service))


def _calls(service: Service) -> Iterator[Call]:
    for permission in service.container.permissions:
        for action in permission.actions:
            for resource in permission.resources:
                yield Call(NAME, action, resource, "the spec says that the service does", _ROLE, as_asked=True)
    if service.container.exec:
        channel = {
            "ssmmessages:CreateControlChannel": "ECS Exec: opens a session",
            "ssmmessages:CreateDataChannel": "ECS Exec: opens a session",
            "ssmmessages:OpenControlChannel": "ECS Exec: keeps the session",
            "ssmmessages:OpenDataChannel": "ECS Exec: keeps the session",
        }
        yield from calls(NAME, channel, ["*"], f"{_ROLE}#ecs-exec-required-iam-permissions")
