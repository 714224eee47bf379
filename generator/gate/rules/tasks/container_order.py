"""Systems -> containers that wait for what never comes, so that the task cannot be registered or never starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.container import containers, is_essential
from generator.gate.rule import Finding, Rule
from generator.gate.system import System, Task
from generator.gate.value import is_literal, is_unknown, lacks, mappings, sequence, text

_ENDED = ("SUCCESS", "COMPLETE")


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        by_name = {text(container, "Name"): container for _, container in containers(task)}
        if not all(map(is_literal, by_name)) or (is_unknown(task.properties, "ContainerDefinitions") and "" in by_name):
            continue
        for path, container in containers(task):
            for index, dependency in enumerate(mappings(container, "DependsOn")):
                if message := _fault(text(container, "Name"), dependency, by_name):
                    yield Finding(task.place, message, task.path(*path, "DependsOn", index))
        yield from _circle(task, by_name)


def _fault(own: str, dependency: Mapping[str, Any], by_name: Mapping[str, Mapping[str, Any]]) -> str:
    name, condition = text(dependency, "ContainerName"), text(dependency, "Condition")
    if not is_literal(name):
        return ""
    other = by_name.get(name)
    if other is None:
        return f"'{own}' waits for the container '{name}', but the task has {', '.join(sorted(by_name))}"
    if name == own:
        return f"'{own}' waits for itself"
    if condition in _ENDED and is_essential(other) and not is_unknown(other, "Essential"):
        return f"'{own}' waits for '{name}' to end, which is essential: with its end the task ends"
    if condition == "HEALTHY" and lacks(other, "HealthCheck"):
        return f"'{own}' waits until '{name}' is healthy, which has no healthCheck"
    return ""


def _circle(task: Task, by_name: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """The first circle that there is."""
    waits = {
        name: [text(item, "ContainerName") for item in mappings(container, "DependsOn")]
        for name, container in by_name.items()
    }
    for start in waits:
        way, names = [start], [name for name in waits[start] if name != start]
        while names:
            name = names.pop()
            if name == start:
                message = f"'{start}' waits for '{way[-1]}', and that for '{start}', straight or by others"
                yield Finding(task.place, message, task.path("ContainerDefinitions", _index(task, start)))
                return
            if name not in way and name in waits:
                way.append(name)
                names += waits[name]


def _index(task: Task, name: str) -> int:
    names = [text(item, "Name") for item in sequence(task.properties, "ContainerDefinitions")]
    return names.index(name)


RULE = Rule(
    "container-order",
    "A container waits for containers of its task that can come into the state that it waits for.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",
    _check,
    """
 taskdef.json:
   family: shop
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
       dependsOn: [{containerName: migration, condition: SUCCESS}]
     - name: migration
       image: "<IMAGE1_NAME>"
-      essential: true
+      essential: false
    """,
)
