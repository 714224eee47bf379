"""Systems -> services under CODE_DEPLOY that CloudFormation can never update again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.blue_green import SERVICE, controller
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        path = ("TaskDefinition",)
        value = text(service.properties, "TaskDefinition")
        task = system.at(value)
        if controller(service) != "CODE_DEPLOY":
            # What another controller runs may be registered elsewhere, unless there is nothing else.
            if system.is_whole and not task and ":" not in value:
                yield from _family(system, service, value)
            continue
        if task or re.search(r":\d+$|:task-definition/", value):
            shown = task.id if task else value
            message = f"TaskDefinition is {shown}, one revision: each change of it is an update that ECS refuses"
            severity = Severity.WARNING if service.template.is_written else None
            yield Finding(service, message, path, "name the family alone; releases register the revisions", severity)
        if not task:
            yield from _family(system, service, value)
    yield from _families(system)


def _family(system: System, service: Resource, value: str) -> Iterator[Finding]:
    families = {text(item.properties, "Family") for item in system.tasks}
    if is_literal(value) and families and all(map(is_literal, families)) and value not in families:
        message = f"TaskDefinition is the family '{value}', which no task definition has"
        yield Finding(service, message, ("TaskDefinition",))


def _families(system: System) -> Iterator[Finding]:
    services = [service for service in system.of(SERVICE) if controller(service) == "CODE_DEPLOY"]
    wanted = {text(service.properties, "TaskDefinition") for service in services}
    for task in system.released:
        family = text(task.properties, "Family")
        if wanted and all(map(is_literal, wanted)) and family not in wanted and not any(":" in name for name in wanted):
            message = f"registers the family '{family}', but the service runs {', '.join(sorted(wanted))}"
            yield Finding(task.place, message, task.path("Family"))


RULE = Rule(
    "task-revision",
    "A service names a family that has a task definition; under CODE_DEPLOY it is that alone, and what is released.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     DependsOn: Task
     Properties:
       DeploymentController: {Type: CODE_DEPLOY}
-      TaskDefinition: {Ref: Task}
+      TaskDefinition: shop
   Task:
     Type: AWS::ECS::TaskDefinition
     Properties: {Family: shop}
    """,
)
