"""Systems -> scaling by a metric that a blue/green deployment leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE, controller
from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mapping,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    if not any(natives(system)) and not any(controller(each) == "CODE_DEPLOY" for each in system.of(SERVICE)):
        return
    for policy in system.of("AWS::ApplicationAutoScaling::ScalingPolicy"):
        path = ("TargetTrackingScalingPolicyConfiguration", "PredefinedMetricSpecification")
        if text(mapping(policy.properties, *path), "PredefinedMetricType") == "ALBRequestCountPerTarget":
            message = "ALBRequestCountPerTarget watches one target group, and the traffic moves to the other"
            yield Finding(policy, message, path, "use CPU, memory, or metric math over the load balancer's requests")


RULE = Rule(
    "scaling-metric",
    "A service with blue/green deployments does not scale by ALBRequestCountPerTarget.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties: {DeploymentController: {Type: CODE_DEPLOY}}
   Policy:
     Type: AWS::ApplicationAutoScaling::ScalingPolicy
     Properties:
       PolicyType: TargetTrackingScaling
       TargetTrackingScalingPolicyConfiguration:
         TargetValue: 100
         PredefinedMetricSpecification:
-          PredefinedMetricType: ALBRequestCountPerTarget
+          PredefinedMetricType: ECSServiceAverageCPUUtilization
    """,
)
