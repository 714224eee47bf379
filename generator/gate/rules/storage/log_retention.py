"""Systems -> logs that are kept, and paid for, for ever; and containers without any."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import lacks
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for group in system.of("AWS::Logs::LogGroup"):
        if lacks(group.properties, "RetentionInDays"):
            yield Finding(group, "without RetentionInDays its logs are never removed")


RULE = Rule(
    "log-retention",
    "Every log group removes what is old.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    _check,
    """
 Resources:
   Logs:
     Type: AWS::Logs::LogGroup
     Properties:
       LogGroupName: /ecs/shop
+      RetentionInDays: 30
    """,
    severity=Severity.ADVICE,
)
