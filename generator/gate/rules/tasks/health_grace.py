"""Systems -> services whose tasks are ended before they can have been healthy."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE, TARGET_GROUP
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mappings,
    number,
    text,
)
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        grace = number(service.properties, "HealthCheckGracePeriodSeconds")
        for balancer in mappings(service.properties, "LoadBalancers"):
            group = system.at(text(balancer, "TargetGroupArn"))
            if grace is None or group is None or group.type != TARGET_GROUP:
                continue
            interval = number(group.properties, "HealthCheckIntervalSeconds") or 30
            healthy = number(group.properties, "HealthyThresholdCount") or 5
            if grace < interval * healthy:
                message = (
                    f"a task is healthy after {interval * healthy} s at the earliest, and is ended after {grace} s"
                )
                path = ("HealthCheckGracePeriodSeconds",)
                yield Finding(service, message, path, severity=Severity.WARNING)


RULE = Rule(
    "health-grace",
    "A task has as long as its health checks take before it is given up.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html",
    _check,
    """
 Resources:
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {TargetType: ip, Port: 3000, HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 3}
   Service:
     Type: AWS::ECS::Service
     Properties:
-      HealthCheckGracePeriodSeconds: 5
+      HealthCheckGracePeriodSeconds: 60
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: {Ref: Blue}}]
    """,
)
