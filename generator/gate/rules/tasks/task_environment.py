"""Systems -> task definitions of one environment with what belongs to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.gate.container import containers
from generator.gate.environment import named, others
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System, Task
from generator.gate.value import is_literal, mapping, mappings, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    if not others(system):
        return
    for task in system.tasks:
        for what, path, value in _own(task):
            other = named(value, system) if is_literal(value) else ""
            if other and not _is_meant(system, task, value):
                message = f"{what} {value} is {other}'s, and this task definition {system.environment}'s"
                yield Finding(task.place, message, task.path(*path))
        for path, name, value in _variables(task):
            other = named(value, system) if is_literal(value) else ""
            if other and value in {same for _, its, same in _all_variables(others(system)[other]) if its == name}:
                message = f"{name} is {value} as in {other}, and this task definition is {system.environment}'s"
                yield Finding(task.place, message, task.path(*path), severity=Severity.WARNING)


def _is_meant(system: System, task: Task, value: str) -> bool:
    """Whether another template of the environment says it too: a role that may read it, a stack that makes it.

    One that several environments share tells nothing of them by a name, unless it makes what has the name.
    """
    own = task.place.template if isinstance(task.place, Resource) else None
    shared = {template.path for other in others(system).values() for template in other.templates}
    alone = [each for each in system.templates if each is not own and each.path not in shared]
    made = [each.name for each in system.resources if each.template.path in shared]
    return value in made or any(value in template.text for template in alone)


def _own(task: Task) -> Iterator[tuple[str, Path, str]]:
    """What an environment has of its own: what it is, where it stands, and its name."""
    properties = task.properties
    yield "the family", ("Family",), text(properties, "Family")
    for key, what in (("TaskRoleArn", "the task role"), ("ExecutionRoleArn", "the execution role")):
        yield what, (key,), text(properties, key)
    for path, container in containers(task):
        for index, secret in enumerate(mappings(container, "Secrets")):
            yield "the secret", (*path, "Secrets", index, "ValueFrom"), text(secret, "ValueFrom")
        for index, file in enumerate(mappings(container, "EnvironmentFiles")):
            yield "the file", (*path, "EnvironmentFiles", index, "Value"), text(file, "Value")
        options = mapping(container, "LogConfiguration", "Options")
        group = text(options, "awslogs-group")
        yield "the log group", (*path, "LogConfiguration", "Options", "awslogs-group"), group


def _variables(task: Task) -> Iterator[tuple[Path, str, str]]:
    for path, container in containers(task):
        for index, variable in enumerate(mappings(container, "Environment")):
            yield (*path, "Environment", index, "Value"), text(variable, "Name"), text(variable, "Value")


def _all_variables(system: System) -> Iterator[tuple[Any, str, str]]:
    for task in system.tasks:
        yield from _variables(task)


RULE = Rule(
    "task-environment",
    "A task definition names the secrets, the log groups and the roles of its own environment.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html",
    _check,
    """
 environments:
   dev:
     taskdef.json:
       family: shop-dev
       executionRoleArn: "<EXECUTION_ROLE_ARN>"
       containerDefinitions:
         - name: shop
           image: "<IMAGE1_NAME>"
           secrets: [{name: URL, valueFrom: /shop/dev/url}]
   prod:
     taskdef.json:
       family: shop-prod
       executionRoleArn: "<EXECUTION_ROLE_ARN>"
       containerDefinitions:
         - name: shop
           image: "<IMAGE1_NAME>"
-          secrets: [{name: URL, valueFrom: /shop/dev/url}]
+          secrets: [{name: URL, valueFrom: /shop/prod/url}]
    """,
)
