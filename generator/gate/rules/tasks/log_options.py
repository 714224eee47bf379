"""Systems -> containers whose log driver lacks what it needs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mapping,
    mappings,
    sequence,
    text,
)
from generator.problems import Severity

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
            if missing:
                yield Finding(task.place, f"awslogs needs {', '.join(missing)} on Fargate", path)


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
