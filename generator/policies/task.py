"""The task role: what the service's own code may do. Nothing, until the spec says otherwise."""

from __future__ import annotations

from awacs import ssmmessages
from awacs.aws import Action, PolicyDocument

from generator.cfn import arn
from generator.cfn.intrinsic import text
from generator.model.service import Service
from generator.policies.statement import allow
from generator.policies.trust import policy, service_trust

SERVICE = "ecs-tasks.amazonaws.com"


def trust(service: Service) -> PolicyDocument:
    """ECS tasks of this account and region.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html asks for ``*`` here:
    a condition on one cluster is not supported.
    """
    return service_trust(SERVICE, arn.regional("ecs", "*"))


def permissions(service: Service) -> PolicyDocument | None:
    """The spec's statements, and ECS Exec's channel when it is on; None when there is nothing to allow."""
    statements = [
        allow(f"Permission{number}", [_action(name) for name in permission.actions], [*map(text, permission.resources)])
        for number, permission in enumerate(service.container.permissions, start=1)
    ]
    if service.container.exec:
        statements.append(allow("EcsExec", _EXEC, ["*"]))
    return policy(statements) if statements else None


# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
_EXEC = [
    ssmmessages.CreateControlChannel,
    ssmmessages.CreateDataChannel,
    ssmmessages.OpenControlChannel,
    ssmmessages.OpenDataChannel,
]


def _action(name: str) -> Action:
    return Action(*name.split(":", 1))
