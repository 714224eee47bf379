"""Systems -> services on a version of Fargate that there is not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.container import PLATFORM_VERSIONS
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, text


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        version = text(service.properties, "PlatformVersion")
        if is_literal(version) and version not in PLATFORM_VERSIONS:
            message = f"there is no platform version {version}: Fargate has {', '.join(PLATFORM_VERSIONS)}"
            yield Finding(service, message, ("PlatformVersion",))


RULE = Rule(
    "platform-version",
    "A service runs on a version of Fargate that there is.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
-    Properties: {LaunchType: FARGATE, PlatformVersion: 1.5.0}
+    Properties: {LaunchType: FARGATE, PlatformVersion: 1.4.0}
    """,
)
