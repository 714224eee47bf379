"""Systems -> released task definitions that are unlike the one that the service began with."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    first = {
        text(task.properties, "Family"): task.properties for task in system.tasks if isinstance(task.place, Resource)
    }
    for task in system.released:
        began = first.get(text(task.properties, "Family"))
        for key in ("Cpu", "Memory", "NetworkMode") if began else ():
            if not is_unknown(began, key) and text(task.properties, key) != text(began, key):
                message = f"{key} is {text(task.properties, key)}; the service began with {text(began, key)}"
                yield Finding(task.place, message, task.path(key))


RULE = Rule(
    "released-size",
    "What a release registers is of the size that the service was made with.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
    _check,
    """
 Resources:
   Task:
     Type: AWS::ECS::TaskDefinition
     Properties: {Family: shop, Cpu: "256", Memory: "512"}
 taskdef.json:
   family: shop
   cpu: "256"
-  memory: "1024"
+  memory: "512"
   containerDefinitions: [{name: shop, image: "<IMAGE1_NAME>"}]
    """,
    severity=Severity.WARNING,
)
