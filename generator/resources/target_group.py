"""The blue and the green target group: same in all but name, since every release swaps their parts."""

from __future__ import annotations

from typing import Any

from troposphere.elasticloadbalancingv2 import (
    Matcher,
    TargetGroup,
    TargetGroupAttribute,
)

from generator.model.service import Service
from generator.naming import logical


def target_group(service: Service, colour: str, vpc_id: Any) -> TargetGroup:
    """Targets are task addresses: Fargate tasks have no instance.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
    """
    check = service.container.health_check
    return TargetGroup(
        logical.target_group(colour),
        Name=service.names.target_group(colour),
        VpcId=vpc_id,
        TargetType="ip",
        Protocol="HTTP",
        Port=service.container.target_port,
        HealthCheckEnabled=True,
        HealthCheckProtocol="HTTP",
        **({"HealthCheckPort": str(check.port)} if check.port else {}),
        HealthCheckPath=check.path,
        HealthCheckIntervalSeconds=check.interval,
        HealthCheckTimeoutSeconds=check.timeout,
        HealthyThresholdCount=check.healthy,
        UnhealthyThresholdCount=check.unhealthy,
        Matcher=Matcher(HttpCode=check.codes),
        TargetGroupAttributes=[
            TargetGroupAttribute(
                Key="deregistration_delay.timeout_seconds", Value=str(service.container.deregistration_delay)
            )
        ],
    )
