"""Systems -> names that a task definition gives twice, where ECS wants each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.gate.container import containers
from generator.gate.rule import Finding, Rule
from generator.gate.system import System, Task
from generator.gate.value import mappings, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        for name in _twice(text(container, "Name") for _, container in containers(task)):
            message = f"two containers are called '{name}'"
            yield Finding(task.place, message, task.path("ContainerDefinitions"))
        for name in _twice(text(volume, "Name") for volume in mappings(task.properties, "Volumes")):
            yield Finding(task.place, f"two volumes are called '{name}'", task.path("Volumes"))
        for key in _twice(text(tag, "Key") for tag in mappings(task.properties, "Tags")):
            yield Finding(task.place, f"two tags have the key {key}: ECS refuses them", task.path("Tags"))
        for path, container in containers(task):
            yield from _of_container(task, path, container)


def _of_container(task: Task, path: tuple[str | int, ...], container: Mapping[str, Any]) -> Iterator[Finding]:
    plain, secret = ([text(item, "Name") for item in mappings(container, key)] for key in ("Environment", "Secrets"))
    for name in sorted(set(plain) & set(secret) - {""}):
        message = f"{name} is in environment and in secrets: ECS takes a name in one of them"
        yield Finding(task.place, message, task.path(*path, "Secrets", secret.index(name)))
    for name in _twice(secret):
        yield Finding(task.place, f"the secret {name} is there twice", task.path(*path, "Secrets"))
    for name in _twice(plain):
        message = f"the variable {name} is set twice: which of them the container sees is not said anywhere"
        yield Finding(task.place, message, task.path(*path, "Environment"), severity=Severity.WARNING)
    mounts = mappings(container, "MountPoints")
    for place in _twice(text(mount, "ContainerPath") for mount in mounts):
        yield Finding(task.place, f"two volumes are mounted at {place}", task.path(*path, "MountPoints"))


def _twice(names: Iterable[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if name and count > 1)


RULE = Rule(
    "names-twice",
    "Containers, volumes, variables and secrets of a task definition have different names.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
    _check,
    """
 taskdef.json:
   family: shop
   executionRoleArn: arn:aws:iam::111122223333:role/execution
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
-      environment: [{name: TOKEN, value: none}]
       secrets: [{name: TOKEN, valueFrom: /shop/token}]
    """,
)
