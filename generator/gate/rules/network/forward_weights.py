"""Systems -> listeners that send requests to a target group in which no task is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER, SERVICE, releases
from generator.gate.forwarding import Forward, forwards, forwards_of, rules_elsewhere
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_unknown, mappings, text

_HEAVIEST = 999
"""https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html"""


def _check(system: System) -> Iterator[Finding]:
    live, empty = _live(system), _empty(system)
    for place, path, weights in _every(system):
        total = sum(weights.values())
        if not total:
            yield Finding(place, "all of its target groups have the weight 0: every request gets a 503", path)
        if any(not 0 <= weight <= _HEAVIEST for weight in weights.values()):
            yield Finding(place, f"a weight is from 0 to {_HEAVIEST}", path)
        for reference, weight in weights.items():
            group = system.at(reference)
            if group is None or group.token not in empty - live or not weight or len(weights) == 1:
                continue
            message = f"sends {weight} of {total} requests to {group.id}, where no task is before a release: 503"
            yield Finding(place, message, path, "forward to the target group of the service alone")


def _every(system: System) -> Iterator[Forward]:
    """On listeners that templates make, and by rules on others."""
    for listener in system.of(LISTENER):
        yield from forwards(system, listener)
    for rule in rules_elsewhere(system):
        yield from forwards_of(rule)


def _live(system: System) -> set[str]:
    """The target groups that services register their tasks in."""
    listed = [each for service in system.of(SERVICE) for each in mappings(service.properties, "LoadBalancers")]
    return {text(each, "TargetGroupArn") for each in listed}


def _empty(system: System) -> set[str]:
    """The target groups that wait for a release of a service of which it is known where its tasks are."""
    found = set()
    for release in releases(system):
        if release.service is not None and not is_unknown(release.service.properties, "LoadBalancers"):
            found |= {group.token for group in release.target_groups}
    for service in system.of(SERVICE):
        for each in mappings(service.properties, "LoadBalancers"):
            found.add(text(each, "AdvancedConfiguration", "AlternateTargetGroupArn"))
    return found - {""}


RULE = Rule(
    "forward-weights",
    "Before a release, no request goes to the target group that waits for one.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-load-balancer-for-ecs.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     DependsOn: [Listener, Rule]
     Properties:
       DeploymentConfiguration: {Strategy: CANARY, Alarms: {Enable: true, Rollback: true, AlarmNames: [errors]}}
       LoadBalancers:
         - ContainerName: shop
           ContainerPort: 3000
           TargetGroupArn: {Ref: Blue}
           AdvancedConfiguration:
             AlternateTargetGroupArn: {Ref: Green}
             ProductionListenerRule: {Ref: Rule}
             RoleArn: arn:aws:iam::111122223333:role/ecs
   Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 80, Protocol: HTTP}}
   Rule:
     Type: AWS::ElasticLoadBalancingV2::ListenerRule
     Properties:
       ListenerArn: {Ref: Listener}
       Priority: 1
       Actions:
         - Type: forward
           ForwardConfig:
             TargetGroups:
               - {TargetGroupArn: {Ref: Blue}, Weight: 50}
-              - {TargetGroupArn: {Ref: Green}, Weight: 50}
+              - {TargetGroupArn: {Ref: Green}, Weight: 0}
   Blue: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: ip, Port: 3000}}
   Green: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: ip, Port: 3000}}
    """,
)
