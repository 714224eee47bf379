"""Systems -> rules that do not name both target groups between which ECS is to shift."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER, TARGET_GROUP
from generator.gate.forwarding import forwards_of
from generator.gate.native import PRODUCTION_RULE, TEST_RULE, Swap, natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, lacks, text

_OF_APPLICATIONS = frozenset({"HTTP", "HTTPS"})


def _check(system: System) -> Iterator[Finding]:
    for native in natives(system):
        for swap in native.swaps:
            yield from _listeners(system, swap)
            places = _places(system, swap)
            named = _named(places) if places else None
            if named is None:
                continue
            for reference in swap.groups:
                group = system.at(reference)
                if group is None or group.type != TARGET_GROUP or reference in named:
                    continue
                rules = " nor ".join(place.id for place in places)
                message = (
                    f"{'neither ' if len(places) > 1 else 'not '}{rules} forwards to {group.id}: ECS rolls the release "
                    "back for an invalid networking configuration"
                )
                hint = "forward to both target groups in each rule, with the weights 1 and 0"
                yield Finding(native.service, message, (*swap.path, PRODUCTION_RULE), hint)


def _listeners(system: System, swap: Swap) -> Iterator[Finding]:
    """Listeners of an application load balancer where ECS wants one of their rules."""
    for key in (PRODUCTION_RULE, TEST_RULE):
        place = system.at(swap.advanced.get(key))
        if place is not None and place.type == LISTENER and text(place.properties, "Protocol") in _OF_APPLICATIONS:
            message = f"{key} is the ARN of a rule of {place.id}, not that of the listener"
            yield Finding(swap.service, message, (*swap.path, key))


def _places(system: System, swap: Swap) -> list[Resource]:
    """The rules, or a network load balancer's listeners; none where the given files make not all of them."""
    keys = [key for key in (PRODUCTION_RULE, TEST_RULE) if not lacks(swap.advanced, key)]
    found = [place for key in keys if (place := system.at(swap.advanced.get(key)))]
    return found if len(found) == len(keys) else []


def _named(places: list[Resource]) -> set[str] | None:
    """The target groups that they forward to; nothing where that is not known."""
    if any(is_unknown(place.properties, key) for place in places for key in ("Actions", "DefaultActions")):
        return None
    return {reference for place in places for forward in forwards_of(place) for reference in forward.weights}


RULE = Rule(
    "native-rules",
    "The rules of a service that ECS shifts forward to both of its target groups.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-code-deploy-to-ecs-blue-green.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     DependsOn: Production
     Properties:
       DeploymentConfiguration: {Strategy: CANARY, Alarms: {Enable: true, Rollback: true, AlarmNames: [errors]}}
       LoadBalancers:
         - ContainerName: shop
           ContainerPort: 3000
           TargetGroupArn: {Ref: Blue}
           AdvancedConfiguration:
             AlternateTargetGroupArn: {Ref: Green}
             ProductionListenerRule: {Ref: Production}
             RoleArn: arn:aws:iam::111122223333:role/ecs
   Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 80, Protocol: HTTP}}
   Production:
     Type: AWS::ElasticLoadBalancingV2::ListenerRule
     Properties:
       ListenerArn: {Ref: Listener}
       Priority: 1
       Actions:
-        - {Type: forward, TargetGroupArn: {Ref: Blue}}
+        - Type: forward
+          ForwardConfig:
+            TargetGroups:
+              - {TargetGroupArn: {Ref: Blue}, Weight: 1}
+              - {TargetGroupArn: {Ref: Green}, Weight: 0}
   Blue: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: ip, Port: 3000}}
   Green: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: ip, Port: 3000}}
    """,
)
