"""Systems -> containers that write to a log group which nobody makes, so that they never start."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    is_true,
    mapping,
    mappings,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    if not system.is_whole:
        return
    for task in system.tasks:
        for index, container in enumerate(mappings(task.properties, "ContainerDefinitions")):
            options = mapping(container, "LogConfiguration", "Options")
            name = text(options, "awslogs-group")
            if is_true(options, "awslogs-create-group") or not system.is_missing("AWS::Logs::LogGroup", name):
                continue
            message = f"writes to the log group '{name}', which nobody makes: the task fails to start"
            path = task.path("ContainerDefinitions", index, "LogConfiguration")
            yield Finding(task.place, message, path, "make it with a retention; the execution role cannot")
    for project in system.of("AWS::CodeBuild::Project"):
        name = text(project.properties, "LogsConfig", "CloudWatchLogs", "GroupName")
        if system.is_missing("AWS::Logs::LogGroup", name):
            yield Finding(project, f"writes to the log group '{name}', which nobody makes", ("LogsConfig",))


RULE = Rule(
    "log-group",
    "Every log group that a container or a build writes to is made by one of the templates.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
    _check,
    """
 whole: true
 Resources:
   Logs:
     Type: AWS::Logs::LogGroup
     Properties:
       RetentionInDays: 30
-      LogGroupName: /shop
+      LogGroupName: /ecs/shop
 taskdef.json:
   family: shop
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
       logConfiguration: {logDriver: awslogs, options: {awslogs-group: /ecs/shop, awslogs-region: us-west-2}}
    """,
)
