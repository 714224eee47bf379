"""Systems -> target groups that tasks with an address of their own cannot be registered in."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE, TARGET_GROUP, releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mappings,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        is_awsvpc = "NetworkConfiguration" in service.properties or text(service.properties, "LaunchType") == "FARGATE"
        references = [text(item, "TargetGroupArn") for item in mappings(service.properties, "LoadBalancers")]
        groups = [system.at(reference) for reference in references]
        for release in releases(system):
            if release.service is service:
                groups += release.target_groups
        for group in {item.id: item for item in groups if item and item.type == TARGET_GROUP}.values():
            kind = text(group.properties, "TargetType") or "instance"
            if is_awsvpc and kind != "ip":
                message = f"the target type is {kind}; a task on Fargate is registered by its address: ip"
                yield Finding(group, message, ("TargetType",))


RULE = Rule(
    "target-type",
    "The target groups of tasks on Fargate are of type ip.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html",
    _check,
    """
 Resources:
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties:
       Port: 3000
-      TargetType: instance
+      TargetType: ip
   Service:
     Type: AWS::ECS::Service
     Properties:
       LaunchType: FARGATE
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: {Ref: Blue}}]
    """,
)
