"""Systems -> containers that log to a region in which their log group is not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.container import containers
from generator.gate.environment import regions, written
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, mapping, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    home: set[str] = set()
    for task in system.tasks:
        for path, container in containers(task):
            options = mapping(container, "LogConfiguration", "Options")
            region, group = text(options, "awslogs-region"), text(options, "awslogs-group")
            if not is_literal(region):
                continue
            home = home or ({system.region} if system.region else regions(written(system)))
            if len(home) != 1 or region in home:
                continue
            is_here = system.find("AWS::Logs::LogGroup", group) is not None
            message = f"logs to {region}, but all else is in {', '.join(home)}"
            if is_here:
                message += f", and there the log group {group} too: the task fails to start"
            where = task.path(*path, "LogConfiguration", "Options", "awslogs-region")
            yield Finding(task.place, message, where, severity=None if is_here else Severity.WARNING)


RULE = Rule(
    "log-region",
    "A container logs to the region that its log group is in.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
    _check,
    """
 region: us-west-2
 Resources:
   Logs:
     Type: AWS::Logs::LogGroup
     Properties: {LogGroupName: /ecs/shop, RetentionInDays: 30}
 taskdef.json:
   family: shop
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
       logConfiguration:
         logDriver: awslogs
         options:
           awslogs-group: /ecs/shop
-          awslogs-region: us-east-1
+          awslogs-region: us-west-2
           awslogs-stream-prefix: task
    """,
)
