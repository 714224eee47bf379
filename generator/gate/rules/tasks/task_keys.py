"""Systems -> task definitions in files whose keys, types and words RegisterTaskDefinition does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.api_shape import faults
from generator.gate.rule import Finding, Rule
from generator.gate.system import System, Task
from generator.gate.value import mapping, sequence
from generator.problems import Severity

DESCRIBED = frozenset(
    {
        "compatibilities",
        "deregisteredAt",
        "registeredAt",
        "registeredBy",
        "requiresAttributes",
        "revision",
        "status",
        "taskDefinitionArn",
    }
)
"""What DescribeTaskDefinition adds: another rule's business."""


def _check(system: System) -> Iterator[Finding]:
    for task in system.released:
        data = _data(task)
        for fault in faults(data):
            if len(fault.path) == 1 and fault.path[0] in DESCRIBED:
                continue
            severity = Severity.WARNING if fault.is_scalar else None
            yield Finding(task.place, fault.message, (*task.prefix, *fault.path), fault.hint, severity)
        for index, container in enumerate(sequence(data, "containerDefinitions")):
            lacking = [key for key in ("name", "image") if key not in mapping(container)]
            if lacking and isinstance(container, dict):
                path = (*task.prefix, "containerDefinitions", index)
                yield Finding(task.place, f"containerDefinitions[{index}] lacks {' and '.join(lacking)}", path)


def _data(task: Task) -> object:
    """The file's own words."""
    data = getattr(task.place, "data", None)
    return mapping(data, *map(str, task.prefix)) if task.prefix else data


RULE = Rule(
    "task-keys",
    "A task definition has the keys, the types and the words that RegisterTaskDefinition takes.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",
    _check,
    """
 taskdef.json:
   family: shop
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
-      enviroment: [{name: PORT, value: "3000"}]
+      environment: [{name: PORT, value: "3000"}]
    """,
)
