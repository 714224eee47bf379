"""Systems -> containers that ask for more CPU or memory than their task has, or for none where they must."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.container import containers
from generator.gate.rule import Finding, Rule
from generator.gate.system import System, Task
from generator.gate.value import lacks, number, texts

_LEAST = 4
"""MiB of memory that Docker gives a container at least (6 since Docker 20.10)."""


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        yield from _sums(task)
        for path, container in containers(task):
            hard, soft = number(container, "Memory"), number(container, "MemoryReservation")
            if hard is not None and soft is not None and soft > hard:
                message = f"memoryReservation {soft} is more than memory {hard}"
                yield Finding(task.place, message, task.path(*path, "MemoryReservation"))
            if hard is not None and 0 < hard < _LEAST:
                yield Finding(task.place, f"memory {hard} is less than {_LEAST} MiB", task.path(*path, "Memory"))
            is_open = lacks(task.properties, "Memory") and lacks(container, "Memory")
            if is_open and lacks(container, "MemoryReservation") and "EC2" in _compatible(task):
                message = "neither the task nor the container says memory, nor the container memoryReservation"
                yield Finding(task.place, message, task.path(*path))


def _compatible(task: Task) -> list[str]:
    return texts(task.properties.get("RequiresCompatibilities"))


def _sums(task: Task) -> Iterator[Finding]:
    cpu, memory = number(task.properties, "Cpu"), number(task.properties, "Memory")
    every = [container for _, container in containers(task)]
    asked = sum(number(container, "Cpu") or 0 for container in every)
    if cpu is not None and asked > cpu:
        message = f"the containers ask for {asked} CPU units together, of a task with {cpu}"
        yield Finding(task.place, message, task.path("Cpu"))
    reserved = sum(_reserved(number(each, "MemoryReservation"), number(each, "Memory")) for each in every)
    if memory is not None and reserved > memory and len(every) > 1:
        message = f"the containers ask for {reserved} MiB together, of a task with {memory} MiB"
        yield Finding(task.place, message, task.path("Memory"))


def _reserved(soft: int | None, hard: int | None) -> int:
    """MiB that are kept for a container: what it reserves, else its limit."""
    return soft if soft is not None else hard or 0


RULE = Rule(
    "container-size",
    "The containers of a task ask for no more CPU and memory together than the task has.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
    _check,
    """
 taskdef.json:
   family: shop
   cpu: "256"
   memory: "512"
   containerDefinitions:
     - {name: shop, image: "<IMAGE1_NAME>", cpu: 256}
-    - {name: proxy, image: "envoy:1.36", cpu: 128}
+    - {name: proxy, image: "envoy:1.36"}
    """,
)
