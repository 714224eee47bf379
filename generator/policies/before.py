"""The role of what runs before a release: starts one task of one family, waits for it, and reads its log."""

from __future__ import annotations

from typing import Any

from awacs import ecr, ecs, logs
from awacs.aws import Action, ArnEquals, PolicyDocument, StringEquals
from troposphere import Region

from generator.cfn import arn
from generator.model.service import Service
from generator.policies.statement import (
    allow,
    pass_roles,
    read_trigger,
    step,
)
from generator.policies.trust import build_trust, policy


def trust(service: Service) -> PolicyDocument:
    """Only our own CodeBuild project."""
    return build_trust(service.names.before_project)


def permissions(service: Service, key: Any) -> PolicyDocument:
    """Which resource and which condition each action knows, AWS lists.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
    """
    names = service.names
    family = arn.regional("ecs", f"task-definition/{names.before_family}:*")
    cluster = ArnEquals("ecs:cluster", arn.regional("ecs", f"cluster/{names.environment.cluster}"))
    tasks = arn.regional("ecs", f"task/{names.environment.cluster}/*")
    return policy(
        [
            *step(names, key),
            # As the pipeline's role has it: no resource, and what tasks may do is held by the roles that may be passed.
            allow(
                "RegisterTaskDefinition",
                [ecs.RegisterTaskDefinition],
                ["*"],
                StringEquals("aws:RequestedRegion", Region),
            ),
            allow(
                "TagTaskDefinition",
                [Action("ecs", "TagResource")],
                [family],
                StringEquals("ecs:CreateAction", "RegisterTaskDefinition"),
            ),
            allow("RunTask", [ecs.RunTask], [family], cluster),
            allow("FindTask", [ecs.ListTasks], ["*"], cluster),
            allow("FollowTask", [ecs.DescribeTasks, ecs.StopTask], [tasks], cluster),
            pass_roles(names, "ecs-tasks.amazonaws.com"),
            allow("FindImage", [ecr.BatchGetImage], [arn.regional("ecr", f"repository/{service.image_repository}")]),
            *([read_trigger(names)] if service.environment.trigger.tag else []),
            allow("ReadLog", [logs.GetLogEvents], [arn.regional("logs", f"log-group:{names.log_group}:*")]),
        ]
    )
