"""Systems -> tasks that cannot pull their image, for want of a role to do it as."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import lacks, mapping, mappings, sequence


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        containers = mappings(task.properties, "ContainerDefinitions")
        needs = any(mapping(item, "LogConfiguration") or mappings(item, "Secrets") for item in containers)
        is_fargate = "FARGATE" in sequence(task.properties, "RequiresCompatibilities")
        if is_fargate and needs and lacks(task.properties, "ExecutionRoleArn"):
            message = "has no execution role: on Fargate it can neither log nor read secrets"
            yield Finding(task.place, message)


RULE = Rule(
    "task-roles",
    "A task on Fargate that logs or reads secrets has an execution role.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
    _check,
    """
 taskdef.json:
   family: shop
   requiresCompatibilities: [FARGATE]
   networkMode: awsvpc
   cpu: "256"
   memory: "512"
+  executionRoleArn: arn:aws:iam::111122223333:role/execution
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
       secrets: [{name: TOKEN, valueFrom: /shop/token}]
    """,
)
