"""Systems -> task definitions that are what DescribeTaskDefinition prints, not what RegisterTaskDefinition takes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.rules.tasks.task_keys import DESCRIBED
from generator.gate.system import System
from generator.gate.value import mapping
from generator.problems import Severity

_ACTION = "aws-actions/amazon-ecs-deploy-task-definition@"
"""Takes the keys away before it registers: https://github.com/aws-actions/amazon-ecs-deploy-task-definition."""


def _check(system: System) -> Iterator[Finding]:
    is_cleaned = any(_ACTION in file.text for file in system.files_of(Kind.WORKFLOW))
    severity = Severity.WARNING if is_cleaned else None
    for file in system.files_of(Kind.TASK_DEFINITION):
        data = mapping(file.data)
        if "taskDefinition" in data:
            message = "is wrapped in taskDefinition, as describe-task-definition prints it: nothing can register that"
            yield Finding(file, message, ("taskDefinition",), "keep what is inside of it")
            continue
        added = sorted(DESCRIBED & data.keys())
        if added:
            message = f"has {', '.join(added)}, which ECS adds itself and does not take"
            yield Finding(file, message, (added[0],), "take away what describe-task-definition adds", severity)


RULE = Rule(
    "task-described",
    "A task definition holds what RegisterTaskDefinition takes, not what DescribeTaskDefinition prints.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html",
    _check,
    """
 taskdef.json:
   family: shop
-  revision: 7
   containerDefinitions: [{name: shop, image: "<IMAGE1_NAME>"}]
    """,
)
