"""Systems -> services that must be replaced to ever run on Spot, or that say twice where they run."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mappings,
)


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        if "LaunchType" in service.properties and mappings(service.properties, "CapacityProviderStrategy"):
            yield Finding(service, "LaunchType and CapacityProviderStrategy exclude each other", ("LaunchType",))


RULE = Rule(
    "launch-type",
    "A service has a launch type or a capacity provider strategy, not both.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
-      LaunchType: FARGATE
       CapacityProviderStrategy: [{CapacityProvider: FARGATE, Weight: 1}]
    """,
)
