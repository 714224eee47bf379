"""Systems -> sticky target groups that a release forwards to, and rules that a load balancer refuses for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.blue_green import LISTENER, LISTENER_RULE, TARGET_GROUP, releases
from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_true, is_unknown, lacks, mapping, mappings, text
from generator.problems import Severity

_STICKY = "stickiness.enabled"
_CONFIG = "TargetGroupStickinessConfig"


def _check(system: System) -> Iterator[Finding]:
    sticky = {group.token: group for group in system.of(TARGET_GROUP) if _is_sticky(group)}
    if not sticky:
        return
    for place in (*system.of(LISTENER), *system.of(LISTENER_RULE)):
        key = "DefaultActions" if place.type == LISTENER else "Actions"
        for index, action in enumerate(mappings(place.properties, key)):
            yield from _refused(place, (key, index), mapping(action, "ForwardConfig"), sticky)
    swapped = _swapped(system)
    for group in (group for token, group in sticky.items() if token in swapped):
        message = (
            "is sticky, and a release forwards to both target groups: a load balancer refuses that unless the rule is "
            "sticky too, and a sticky rule keeps users at the version that they met, after a rollback as well"
        )
        hint = "keep sessions where every task finds them, and take stickiness.enabled away"
        yield Finding(group, message, ("TargetGroupAttributes",), hint, Severity.WARNING)


def _is_sticky(group: Resource) -> bool:
    attributes = mappings(group.properties, "TargetGroupAttributes")
    return any(text(each, "Key") == _STICKY and is_true(each, "Value") for each in attributes)


def _refused(
    place: Resource, path: tuple[str | int, ...], forward: Mapping[str, Any], sticky: Mapping[str, Resource]
) -> Iterator[Finding]:
    groups = [text(each, "TargetGroupArn") for each in mappings(forward, "TargetGroups")]
    found = next((sticky[group] for group in groups if group in sticky), None)
    if len(groups) < 2 or found is None or is_unknown(forward, _CONFIG):
        return
    if lacks(forward, _CONFIG) or not is_true(forward, _CONFIG, "Enabled"):
        message = (
            f"forwards to several target groups and is not sticky, but {found.id} is: a load balancer refuses that"
        )
        yield Finding(place, message, (*path, "ForwardConfig"), "take stickiness.enabled away from the target groups")


def _swapped(system: System) -> set[str]:
    """The target groups between which releases move the traffic."""
    found = {group.token for release in releases(system) for group in release.target_groups}
    for native in natives(system):
        for swap in native.swaps:
            found |= {*swap.groups}
    return found


RULE = Rule(
    "stickiness",
    "A target group that others take turns with is not sticky.",
    "https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2734",
    _check,
    """
 Resources:
   Rule:
     Type: AWS::ElasticLoadBalancingV2::ListenerRule
     Properties:
       Priority: 1
       Actions:
         - Type: forward
           ForwardConfig:
             TargetGroups:
               - {TargetGroupArn: {Ref: Blue}, Weight: 1}
               - {TargetGroupArn: {Ref: Green}, Weight: 0}
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties:
       TargetType: ip
       Port: 3000
-      TargetGroupAttributes: [{Key: stickiness.enabled, Value: "true"}]
+      TargetGroupAttributes: [{Key: stickiness.enabled, Value: "false"}]
   Green: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: ip, Port: 3000}}
    """,
)
