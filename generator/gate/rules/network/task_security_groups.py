"""Systems -> tasks that are given more security groups than ECS takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.appspec import targets
from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.schedule import task_schedules
from generator.gate.subject import Path, SideFile
from generator.gate.system import Resource, System
from generator.gate.value import sequence

_MOST = 5
_GROUPS = ("NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")


def _check(system: System) -> Iterator[Finding]:
    for place, properties, path in _tasks(system):
        found = len(sequence(properties, *_GROUPS))
        if found > _MOST:
            yield Finding(place, f"gives tasks {found} security groups, and ECS takes {_MOST}", (*path, *_GROUPS))


def _tasks(system: System) -> Iterator[tuple[Resource | SideFile, Mapping[str, Any], Path]]:
    """Each service, schedule and app spec that starts tasks, and where it says in which network."""
    for service in system.of(SERVICE):
        yield service, service.properties, ()
    for schedule in task_schedules(system):
        yield schedule.resource, schedule.task, ("Target", "EcsParameters")
    for appspec in system.appspecs:
        for target in targets(appspec):
            yield appspec, target.properties, (*target.path, "Properties")


RULE = Rule(
    "task-security-groups",
    "A task has five security groups at most.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       LaunchType: FARGATE
       NetworkConfiguration:
         AwsvpcConfiguration:
           Subnets: [subnet-1]
-          SecurityGroups: [sg-1, sg-2, sg-3, sg-4, sg-5, sg-6]
+          SecurityGroups: [sg-1, sg-2, sg-3, sg-4, sg-5]
    """,
)
