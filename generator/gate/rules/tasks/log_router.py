"""Systems -> containers that log to a router which is not there, or routers that nobody logs to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.container import containers, is_essential, is_fargate
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_unknown, lacks, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        every = list(containers(task))
        routers = [each for each in every if not lacks(each[1], "FirelensConfiguration")]
        senders = [each for each in every if text(each[1], "LogConfiguration", "LogDriver") == "awsfirelens"]
        for path, _ in routers[1:]:
            message = "a task has one log router, and this is another one"
            yield Finding(task.place, message, task.path(*path, "FirelensConfiguration"))
        for path, container in senders:
            if not routers:
                message = "logs by awsfirelens, but no container of the task has a firelensConfiguration"
                yield Finding(task.place, message, task.path(*path, "LogConfiguration"))
            elif not lacks(container, "FirelensConfiguration"):
                message = "the log router logs to itself"
                yield Finding(task.place, message, task.path(*path, "LogConfiguration"))
        for path, container in routers:
            if text(container, "FirelensConfiguration", "Options", "config-file-type") == "s3" and is_fargate(task):
                message = "config-file-type is file on Fargate, never s3"
                yield Finding(task.place, message, task.path(*path, "FirelensConfiguration", "Options"))
            known = not any(is_unknown(each, "LogConfiguration") for _, each in every)
            if not senders and known:
                message = "routes logs, but no container logs by awsfirelens"
                where = task.path(*path, "FirelensConfiguration")
                yield Finding(task.place, message, where, severity=Severity.WARNING)
            elif not is_essential(container) and not is_unknown(container, "Essential"):
                message = "the log router is not essential: when it ends, the task goes on without logs"
                yield Finding(task.place, message, task.path(*path, "Essential"), severity=Severity.WARNING)


RULE = Rule(
    "log-router",
    "Containers that log by awsfirelens have a log router in their task, and it is essential.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html",
    _check,
    """
 taskdef.json:
   family: shop
   memory: "512"
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
       logConfiguration: {logDriver: awsfirelens}
+    - name: router
+      image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.5"
+      firelensConfiguration: {type: fluentbit}
    """,
)
