"""Systems -> released task definitions that Fargate does not run."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mappings,
    number,
    sequence,
    text,
)
from generator.model.fargate import MEMORY


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        if "FARGATE" not in sequence(task.properties, "RequiresCompatibilities"):
            continue
        if text(task.properties, "NetworkMode") not in ("awsvpc", ""):
            yield Finding(task.place, "a task on Fargate has the network mode awsvpc", task.path("NetworkMode"))
        cpu, memory = (number(task.properties, key) for key in ("Cpu", "Memory"))
        if cpu is None or memory is None:
            continue
        sizes = MEMORY.get(cpu)
        if sizes is None:
            message = f"Fargate has no task of {cpu} CPU units; it has {', '.join(map(str, MEMORY))}"
            yield Finding(task.place, message, task.path("Cpu"))
        elif memory not in sizes:
            message = f"Fargate has no task of {cpu} CPU units with {memory} MiB of memory"
            yield Finding(task.place, message, task.path("Memory"))
        for index, container in enumerate(mappings(task.properties, "ContainerDefinitions")):
            own = number(container, "Memory")
            if own is not None and own > memory:
                message = f"a container of {own} MiB does not fit into a task of {memory} MiB"
                yield Finding(task.place, message, task.path("ContainerDefinitions", index))


RULE = Rule(
    "fargate-task",
    "A task on Fargate has a size and a network mode that Fargate has.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
    _check,
    """
 taskdef.json:
   family: shop
   requiresCompatibilities: [FARGATE]
   networkMode: awsvpc
   cpu: "256"
-  memory: "4096"
+  memory: "512"
    """,
)
