"""Systems -> scalable targets for a service that does not exist, or with bounds that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    is_literal,
    number,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    services = list(system.of(SERVICE))
    for target in system.of("AWS::ApplicationAutoScaling::ScalableTarget"):
        if text(target.properties, "ServiceNamespace") != "ecs":
            continue
        parts = text(target.properties, "ResourceId").split("/")
        if len(parts) != 3 or parts[0] != "service":
            if is_literal(text(target.properties, "ResourceId")):
                yield Finding(target, "ResourceId is service/CLUSTER/SERVICE", ("ResourceId",))
        elif services and is_literal(parts[1]) and system.is_missing(SERVICE, parts[2]):
            yield Finding(target, f"scales the service '{parts[2]}', which nothing here makes", ("ResourceId",))
        elif system.is_whole and system.is_missing("AWS::ECS::Cluster", parts[1]):
            yield Finding(target, f"scales in the cluster '{parts[1]}', which nothing here makes", ("ResourceId",))
        low, high = (number(target.properties, key) for key in ("MinCapacity", "MaxCapacity"))
        if low is not None and high is not None and low > high:
            yield Finding(target, f"MinCapacity {low} is more than MaxCapacity {high}", ("MinCapacity",))


RULE = Rule(
    "scaling-target",
    "A scalable target names the service that it scales, and bounds of which the lower is the lower.",
    "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties: {ServiceName: shop}
   Target:
     Type: AWS::ApplicationAutoScaling::ScalableTarget
     DependsOn: Service
     Properties:
       ServiceNamespace: ecs
-      ResourceId: service/shop/my-service
+      ResourceId: service/shop/shop
       MinCapacity: 1
       MaxCapacity: 2
    """,
)
