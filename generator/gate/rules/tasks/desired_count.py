"""Systems -> services whose number of tasks is decided in two places."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    text,
)
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    scaled = [
        text(target.properties, "ResourceId") for target in system.of("AWS::ApplicationAutoScaling::ScalableTarget")
    ]
    for service in system.of(SERVICE):
        if "DesiredCount" not in service.properties:
            continue
        name = service.name or service.id
        if any(identifier.rsplit("/", 1)[-1] == name or service.id in identifier for identifier in scaled):
            message = "DesiredCount undoes the scaling at every update: a scalable target has the number of tasks"
            yield Finding(service, message, ("DesiredCount",))


RULE = Rule(
    "desired-count",
    "A service that scales leaves out DesiredCount.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       ServiceName: shop
-      DesiredCount: 2
   Target:
     Type: AWS::ApplicationAutoScaling::ScalableTarget
     DependsOn: Service
     Properties: {ServiceNamespace: ecs, ResourceId: service/shop/shop, MinCapacity: 2, MaxCapacity: 4}
    """,
    severity=Severity.WARNING,
)
