"""Systems -> numbers in a task definition beyond what ECS takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import inf
from typing import Any, NamedTuple

from generator.gate.container import containers, is_fargate
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import System, Task
from generator.gate.value import at, is_literal, mappings, number, sequence, text


class _Limit(NamedTuple):
    keys: tuple[str, ...]
    low: int
    high: int
    unit: str = "s"


_STOP = _Limit(("StopTimeout",), 0, 120)
"""On Fargate; an agent on a machine of one's own waits for as long as it is told."""
_OF_CONTAINER = (
    _Limit(("HealthCheck", "Interval"), 5, 300),
    _Limit(("HealthCheck", "Timeout"), 2, 60),
    _Limit(("HealthCheck", "Retries"), 1, 10, "times"),
    _Limit(("HealthCheck", "StartPeriod"), 0, 300),
    _Limit(("RestartPolicy", "RestartAttemptPeriod"), 60, 1800),
)
_STORAGE = _Limit(("EphemeralStorage", "SizeInGiB"), 21, 200, "GiB")
_MOST_CONTAINERS = 10
"""https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html"""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}")
_SHELLS = ("CMD", "CMD-SHELL", "NONE")


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        yield from _beyond(task, (), task.properties, _STORAGE)
        family = text(task.properties, "Family")
        if is_literal(family) and not _NAME.fullmatch(family):
            message = f"the family '{family}' has other characters than letters, digits, - and _, or is too long"
            yield Finding(task.place, message, task.path("Family"))
        for index, tag in enumerate(mappings(task.properties, "Tags")):
            if text(tag, "Key").lower().startswith("aws:"):
                message = f"the tag '{text(tag, 'Key')}' begins with aws:, which is for AWS alone"
                yield Finding(task.place, message, task.path("Tags", index, "Key"))
        count = len(sequence(task.properties, "ContainerDefinitions"))
        if count > _MOST_CONTAINERS:
            message = f"a task has {_MOST_CONTAINERS} containers at most, and this one {count}"
            yield Finding(task.place, message, task.path("ContainerDefinitions"))
        for path, container in containers(task):
            name = text(container, "Name")
            if is_literal(name) and not _NAME.fullmatch(name):
                message = f"the name '{name}' has other characters than letters, digits, - and _, or is too long"
                yield Finding(task.place, message, task.path(*path, "Name"))
            for limit in (*_OF_CONTAINER, *([_STOP] if is_fargate(task) else [])):
                yield from _beyond(task, path, container, limit)
            yield from _health_check(task, path, container)
            yield from _refused(task, path, container)


def _refused(task: Task, path: Path, container: Mapping[str, Any]) -> Iterator[Finding]:
    for index, ulimit in enumerate(mappings(container, "Ulimits")):
        soft, hard = number(ulimit, "SoftLimit"), number(ulimit, "HardLimit")
        if soft is not None and hard is not None and _raised(soft) > _raised(hard):
            message = f"the softLimit {soft} of {text(ulimit, 'Name')} is above its hardLimit {hard}: no task starts"
            yield Finding(task.place, message, task.path(*path, "Ulimits", index, "SoftLimit"))
    for index, file in enumerate(mappings(container, "EnvironmentFiles")):
        value = text(file, "Value")
        # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html
        if is_literal(value) and not (value.startswith("arn:") and value.endswith(".env")):
            message = f"'{value}' is no ARN of an object of Amazon S3 whose name ends with .env, which ECS takes alone"
            yield Finding(task.place, message, task.path(*path, "EnvironmentFiles", index, "Value"))


def _raised(limit: float) -> float:
    """A limit as far as it reaches; -1 is none, as https://man7.org/linux/man-pages/man2/getrlimit.2.html has it."""
    return inf if limit == -1 else limit


def _beyond(task: Task, path: Path, value: Any, limit: _Limit) -> Iterator[Finding]:
    found = number(value, *limit.keys)
    if found is None or limit.low <= found <= limit.high:
        return
    key = limit.keys[-1][:1].lower() + limit.keys[-1][1:]
    message = f"{key} {found} is not from {limit.low} to {limit.high} {limit.unit}"
    yield Finding(task.place, message, task.path(*path, *limit.keys))


def _health_check(task: Task, path: Path, container: Mapping[str, Any]) -> Iterator[Finding]:
    command = sequence(at(container, "HealthCheck", "Command"))
    first = text(command[0]) if command else ""
    if is_literal(first) and first not in _SHELLS:
        message = f"the command of a healthCheck begins with CMD or CMD-SHELL, not with '{first}'"
        yield Finding(task.place, message, task.path(*path, "HealthCheck", "Command"))


RULE = Rule(
    "task-limits",
    "Names, times and sizes of a task definition are within what ECS takes.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
    _check,
    """
 taskdef.json:
   family: shop
   requiresCompatibilities: [FARGATE]
   networkMode: awsvpc
   cpu: "256"
   memory: "512"
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
-      stopTimeout: 300
+      stopTimeout: 120
    """,
)
