"""Systems -> released task definitions that are unlike the one that the service began with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, text
from generator.problems import Severity

_SIZE = re.compile(r"(\d*\.?\d+)\s*(?:vCPU|GB)", re.IGNORECASE)


def _check(system: System) -> Iterator[Finding]:
    first = {
        text(task.properties, "Family"): task.properties for task in system.tasks if isinstance(task.place, Resource)
    }
    for task in system.released:
        began = first.get(text(task.properties, "Family"))
        for key in ("Cpu", "Memory", "NetworkMode") if began is not None else ():
            if not is_unknown(began, key) and _plain(task.properties, key) != _plain(began, key):
                message = f"{key} is {text(task.properties, key)}; the service began with {text(began, key)}"
                yield Finding(task.place, message, task.path(key))


def _plain(properties: Mapping[str, Any] | None, key: str) -> str:
    """A size in units of CPU or in MiB, which may be written as ``.5 vCPU`` or ``1 GB``."""
    said = text(properties, key)
    match = _SIZE.fullmatch(said)
    return f"{float(match[1]) * 1024:g}" if match else said


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
