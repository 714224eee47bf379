"""Systems -> tasks that run with the permissions which are meant for starting them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    text,
)
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        own, starting = (text(task.properties, key) for key in ("TaskRoleArn", "ExecutionRoleArn"))
        if own and own == starting:
            message = "the task runs as its execution role: whoever breaks in may read the secrets and images of all"
            yield Finding(task.place, message, task.path("TaskRoleArn"), "give the task a role of its own")


RULE = Rule(
    "task-role",
    "A task runs as a role of its own, not as its execution role.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
    _check,
    """
 taskdef.json:
   family: shop
   executionRoleArn: arn:aws:iam::111122223333:role/execution
-  taskRoleArn: arn:aws:iam::111122223333:role/execution
+  taskRoleArn: arn:aws:iam::111122223333:role/task
   containerDefinitions: [{name: shop, image: "<IMAGE1_NAME>"}]
    """,
    severity=Severity.ADVICE,
)
