"""Systems -> scaling of a service by what is not its own, or to where nothing brings it back from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, lacks, mapping, mappings, number, text
from generator.problems import Severity

_TARGET, _POLICY = "AWS::ApplicationAutoScaling::ScalableTarget", "AWS::ApplicationAutoScaling::ScalingPolicy"
_PERCENT = frozenset(
    {
        "ECSServiceAverageCPUUtilization",
        "ECSServiceAverageCPUUtilizationHighResolution",
        "ECSServiceAverageMemoryUtilization",
        "ECSServiceAverageMemoryUtilizationHighResolution",
    }
)
_BY_REQUESTS = "ALBRequestCountPerTarget"
_TRACKING = "TargetTrackingScalingPolicyConfiguration"


def _check(system: System) -> Iterator[Finding]:
    for policy in system.of(_POLICY):
        if _namespace(system, policy) == "ecs":
            yield from _of_policy(policy)
    for target in system.of(_TARGET):
        if text(target.properties, "ServiceNamespace") == "ecs":
            yield from _of_target(system, target)


def _namespace(system: System, policy: Resource) -> str:
    target = system.find(_TARGET, policy.properties.get("ScalingTargetId"))
    return text((target or policy).properties, "ServiceNamespace")


def _of_policy(policy: Resource) -> Iterator[Finding]:
    tracking = mapping(policy.properties, _TRACKING)
    metric = text(tracking, "PredefinedMetricSpecification", "PredefinedMetricType")
    path = (_TRACKING, "PredefinedMetricSpecification")
    if is_literal(metric) and metric not in _PERCENT | {_BY_REQUESTS}:
        message = f"{metric} is no metric of an ECS service: the policy cannot be made"
        yield Finding(policy, message, (*path, "PredefinedMetricType"), f"one of {', '.join(sorted(_PERCENT))}")
    if metric == _BY_REQUESTS and lacks(tracking, "PredefinedMetricSpecification", "ResourceLabel"):
        message = f"{_BY_REQUESTS} needs a ResourceLabel, which says of which target group"
        yield Finding(policy, message, path)
    value = _decimal(tracking.get("TargetValue"))
    if metric in _PERCENT and value is not None and not 0 < value <= 100:
        message = f"keeps {metric} at {value:g} %, which an average never comes to: the service never scales out"
        yield Finding(policy, message, (_TRACKING, "TargetValue"), severity=Severity.WARNING)


def _of_target(system: System, target: Resource) -> Iterator[Finding]:
    dimension = text(target.properties, "ScalableDimension")
    if is_literal(dimension) and dimension != "ecs:service:DesiredCount":
        message = f"a service is scaled by ecs:service:DesiredCount, and not by {dimension}"
        yield Finding(target, message, ("ScalableDimension",))
    if number(target.properties, "MinCapacity") == 0 and lacks(target.properties, "ScheduledActions"):
        message = ""
        if _answers(system, target):
            message = "may have no task at all, and then nobody answers what the load balancer sends"
        elif _only_by_use(system, target):
            message = "may have no task at all, and then has no use to measure: nothing brings it back"
        if message:
            yield Finding(target, message, ("MinCapacity",), "MinCapacity: 1", Severity.WARNING)
    for index, action in enumerate(mappings(target.properties, "ScheduledActions")):
        low, high = (number(action, "ScalableTargetAction", key) for key in ("MinCapacity", "MaxCapacity"))
        if low is not None and high is not None and low > high:
            message = f"MinCapacity {low} is more than MaxCapacity {high}"
            yield Finding(target, message, ("ScheduledActions", index, "ScalableTargetAction"))


def _only_by_use(system: System, target: Resource) -> bool:
    """Whether all of its policies look at its own tasks."""
    policies = [
        policy for policy in system.of(_POLICY) if system.at(policy.properties.get("ScalingTargetId")) is target
    ]
    metrics = [
        text(policy.properties, _TRACKING, "PredefinedMetricSpecification", "PredefinedMetricType")
        for policy in policies
    ]
    return bool(metrics) and all(each in _PERCENT for each in metrics)


def _answers(system: System, target: Resource) -> bool:
    """Whether its service is behind a load balancer."""
    service = system.find(SERVICE, text(target.properties, "ResourceId").rpartition("/")[2])
    return service is not None and bool(mappings(service.properties, "LoadBalancers"))


def _decimal(value: Any) -> float | None:
    try:
        return float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except ValueError:
        return None


RULE = Rule(
    "scaling-policy",
    "A service scales by a metric of its own, at a value that the metric can have, from one task at least.",
    "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html",
    _check,
    """
 Resources:
   Target:
     Type: AWS::ApplicationAutoScaling::ScalableTarget
     Properties: {ServiceNamespace: ecs, ResourceId: service/shop/shop, MinCapacity: 1, MaxCapacity: 4}
   Policy:
     Type: AWS::ApplicationAutoScaling::ScalingPolicy
     Properties:
       PolicyType: TargetTrackingScaling
       ScalingTargetId: {Ref: Target}
       TargetTrackingScalingPolicyConfiguration:
         TargetValue: 60
         PredefinedMetricSpecification:
-          PredefinedMetricType: DynamoDBReadCapacityUtilization
+          PredefinedMetricType: ECSServiceAverageCPUUtilization
    """,
)
