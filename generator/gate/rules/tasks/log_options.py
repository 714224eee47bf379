"""Systems -> containers whose log driver lacks what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    is_literal,
    mapping,
    mappings,
    sequence,
    text,
)
from generator.problems import Severity

_MODES = ("blocking", "non-blocking")
# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
_OPTIONS = (
    "awslogs-create-group",
    "awslogs-datetime-format",
    "awslogs-endpoint",
    "awslogs-force-flush-interval-seconds",
    "awslogs-format",
    "awslogs-group",
    "awslogs-multiline-pattern",
    "awslogs-region",
    "awslogs-stream",
    "awslogs-stream-prefix",
)
_NEEDED = ("awslogs-group", "awslogs-region", "awslogs-stream-prefix")


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        for index, container in enumerate(mappings(task.properties, "ContainerDefinitions")):
            log = mapping(container, "LogConfiguration")
            path = task.path("ContainerDefinitions", index, "LogConfiguration")
            if text(log, "LogDriver") != "awslogs":
                continue
            missing = [key for key in _NEEDED if not text(log, "Options", key)]
            if missing == ["awslogs-stream-prefix"] and "FARGATE" not in sequence(
                task.properties, "RequiresCompatibilities"
            ):
                continue
            for key, message in _refused(mapping(log, "Options")):
                yield Finding(
                    task.place, message, task.path("ContainerDefinitions", index, "LogConfiguration", "Options", key)
                )
            if missing:
                yield Finding(task.place, f"awslogs needs {', '.join(missing)} on Fargate", path)


def _refused(options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """An option, and why no container starts with it."""
    mode = text(options, "mode")
    if is_literal(mode) and mode not in _MODES:
        yield "mode", f"the mode of a log driver is {' or '.join(_MODES)}, not '{mode}'"
    for key in options:
        if str(key).startswith("awslogs-") and key not in _OPTIONS:
            near = get_close_matches(str(key), _OPTIONS, 1, 0.8)
            yield str(key), f"awslogs has no option '{key}'{f': is it {near[0]}?' if near else ''}"


RULE = Rule(
    "log-options",
    "The log driver awslogs has a group, a region and, as Fargate wants, a prefix.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
    _check,
    """
 taskdef.json:
   family: shop
   requiresCompatibilities: [FARGATE]
   networkMode: awsvpc
   cpu: "256"
   memory: "512"
   executionRoleArn: arn:aws:iam::111122223333:role/execution
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
       logConfiguration:
         logDriver: awslogs
         options:
           awslogs-group: /ecs/shop
           awslogs-region: us-west-2
+          awslogs-stream-prefix: task
    """,
    severity=Severity.WARNING,
)
