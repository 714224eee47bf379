"""Systems -> released task definitions that Fargate does not run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.gate.blue_green import SERVICE
from generator.gate.container import is_fargate, is_windows
from generator.gate.network import is_on_fargate
from generator.gate.rule import Finding, Rule
from generator.gate.system import System, Task
from generator.gate.value import is_unknown, lacks, mappings, number, sequence, setting, text
from generator.model.fargate import MEMORY

_WRITTEN = re.compile(r"(?P<amount>\d*\.?\d+)\s*(?:vCPU|GB)", re.I)
_WINDOWS_LEAST = 1024
"""CPU units of a Windows task."""


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        if not is_fargate(task):
            yield from _for_machines(system, task)
            continue
        if setting(task.properties, "bridge", "NetworkMode") not in ("awsvpc", ""):
            mode = text(task.properties, "NetworkMode") or "bridge, the default"
            yield Finding(task.place, f"a task on Fargate has the network mode awsvpc, not {mode}", task.path())
        for key in ("Cpu", "Memory"):
            if lacks(task.properties, key):
                message = f"lacks {key.lower()}: on Fargate the task itself has a size, whatever its containers have"
                yield Finding(task.place, message, task.path())
        yield from _of_platform(task)
        cpu, memory = (_units(task.properties, key) for key in ("Cpu", "Memory"))
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


def _for_machines(system: System, task: Task) -> Iterator[Finding]:
    """Where every service runs on Fargate, and the released task definition says that it does not."""
    wanted = sequence(task.properties, "RequiresCompatibilities")
    services = list(system.of(SERVICE))
    if wanted and not is_unknown(wanted) and task in system.released and services and all(map(is_on_fargate, services)):
        message = f"is for {', '.join(map(text, wanted))}, and its service runs on Fargate, which refuses it"
        yield Finding(task.place, message, task.path("RequiresCompatibilities"))


def _of_platform(task: Task) -> Iterator[Finding]:
    if not is_windows(task):
        return
    if text(task.properties, "RuntimePlatform", "CpuArchitecture") == "ARM64":
        message = "Windows runs on X86_64 alone, and cpuArchitecture is ARM64"
        yield Finding(task.place, message, task.path("RuntimePlatform", "CpuArchitecture"))
    cpu = _units(task.properties, "Cpu")
    if cpu is not None and cpu < _WINDOWS_LEAST:
        message = f"a Windows task has {_WINDOWS_LEAST} CPU units at least, and this one {cpu}"
        yield Finding(task.place, message, task.path("Cpu"))


def _units(properties: Any, key: str) -> int | None:
    """CPU units or MiB: ECS takes ``.5 vCPU`` and ``2 GB`` too."""
    found = _WRITTEN.fullmatch(text(properties, key).strip())
    if found is None:
        return number(properties, key)
    return round(float(found["amount"]) * 1024)


RULE = Rule(
    "fargate-task",
    "A task on Fargate has a size, a platform and a network mode that Fargate has.",
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
   containerDefinitions: [{name: shop, image: "<IMAGE1_NAME>"}]
    """,
)
