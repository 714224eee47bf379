"""Systems -> resources that need another one of their template, and are made before it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER, LISTENER_RULE, SERVICE
from generator.gate.order import waits
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import (
    mappings,
    strings,
    text,
)
from generator.problems import Severity

_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
_ATTACHMENT = "AWS::EC2::VPCGatewayAttachment"


def _check(system: System) -> Iterator[Finding]:
    for one, other, why in _needs(system):
        if one.template is other.template and not waits(system, one, other):
            # What races may win each time: EC2 is mostly done with the gateway before the route is made.
            is_race = one.template.is_written and other.type == _ATTACHMENT
            severity = Severity.WARNING if is_race or _is_soon_made(system, other) else None
            message = f"needs {other.id}, {why}, and does not wait for it"
            yield Finding(one, message, hint=f"DependsOn: {other.id}", severity=severity)


def _is_soon_made(system: System, listener: Resource) -> bool:
    """Whether it is a listener of a load balancer that is there already: mostly it is made before the service is."""
    is_one = listener.type in (LISTENER, LISTENER_RULE)
    return is_one and not any(waits(system, listener, balancer) for balancer in system.of(_BALANCER))


def _needs(system: System) -> Iterator[tuple[Resource, Resource, str]]:
    for service in system.of(SERVICE):
        task = system.find("AWS::ECS::TaskDefinition", text(service.properties, "TaskDefinition"))
        if task:
            yield service, task, "whose family it names"
        # Under another condition it may be that listener which forwards.
        if any(_may_forward(each) and waits(system, service, each) for each in system.of(LISTENER, LISTENER_RULE)):
            continue
        for balancer in mappings(service.properties, "LoadBalancers"):
            for listener in _listeners(system, text(balancer, "TargetGroupArn")):
                yield service, listener, "which ties its target group to the load balancer"
    for target in system.of("AWS::ApplicationAutoScaling::ScalableTarget"):
        scaled = system.find(SERVICE, text(target.properties, "ResourceId").rsplit("/", 1)[-1])
        if scaled:
            yield target, scaled, "which it scales"
    for load_balancer in system.of(_BALANCER):
        options = {
            text(item, "Key"): item.get("Value")
            for item in mappings(load_balancer.properties, "LoadBalancerAttributes")
        }
        bucket = system.find("AWS::S3::Bucket", options.get("access_logs.s3.bucket"))
        for policy in system.of("AWS::S3::BucketPolicy"):
            if bucket and system.find("AWS::S3::Bucket", policy.properties.get("Bucket")) is bucket:
                yield load_balancer, policy, "which lets it write its logs"
    for attachment in system.of(_ATTACHMENT):
        gateway = text(attachment.properties, "InternetGatewayId")
        for route in system.of("AWS::EC2::Route"):
            if text(route.properties, "GatewayId") == gateway:
                yield route, attachment, "which attaches its gateway"
        for address in system.of("AWS::EC2::EIP"):
            if "InstanceId" in address.properties:
                yield address, attachment, "without which its VPC has no way out"


def _listeners(system: System, group: str) -> Iterator[Resource]:
    """What forwards to a target group: one of it is enough."""
    for resource in system.of(LISTENER, LISTENER_RULE):
        if group.startswith("${") and group in strings(resource.properties):
            yield resource
            return


def _may_forward(listener: Resource) -> bool:
    return "'Fn::If'" in str(listener.body)


RULE = Rule(
    "depends-on",
    "What needs another resource without referring to it says so with DependsOn.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
+    DependsOn: Rule
     Properties:
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: {Ref: Blue}}]
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {TargetType: ip, Port: 3000}
   Rule:
     Type: AWS::ElasticLoadBalancingV2::ListenerRule
     Properties: {Priority: 1, Actions: [{Type: forward, TargetGroupArn: {Ref: Blue}}]}
    """,
)
