"""Systems -> attributes that load balancers, listeners and target groups of their type do not have."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from generator.gate import balancer_attribute, blue_green
from generator.gate.balancer_attribute import STICKINESS, Attribute, type_of
from generator.gate.network import BALANCER
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, mappings, setting, text
from generator.problems import Severity

_RANDOM = "weighted_random"


def _check(system: System) -> Iterator[Finding]:
    for balancer in system.of(BALANCER):
        kind = setting(balancer.properties, "application", "Type")
        yield from _judge(balancer, "LoadBalancerAttributes", balancer_attribute.LOAD_BALANCER, kind)
    for listener in system.of(blue_green.LISTENER):
        kind = type_of(text(listener.properties, "Protocol"))
        yield from _judge(listener, "ListenerAttributes", balancer_attribute.LISTENER, kind)
    for group in system.of(blue_green.TARGET_GROUP):
        kind = type_of(text(group.properties, "Protocol"))
        yield from _judge(group, "TargetGroupAttributes", balancer_attribute.TARGET_GROUP, kind)
        said = {text(item, "Key"): text(item, "Value") for item in mappings(group.properties, "TargetGroupAttributes")}
        is_other = said.get("load_balancing.algorithm.type", "round_robin") in ("least_outstanding_requests", _RANDOM)
        if is_other and said.get("slow_start.duration_seconds", "0") not in ("0", ""):
            message = "a target group has a slow start with round_robin alone"
            yield Finding(group, message, ("TargetGroupAttributes",))


def _judge(place: Resource, name: str, known: Mapping[str, Attribute], kind: str) -> Iterator[Finding]:
    for index, item in enumerate(mappings(place.properties, name)):
        key, value = text(item, "Key"), text(item, "Value")
        if not is_literal(key):
            continue
        attribute = known.get(key)
        if attribute is None:
            near = difflib.get_close_matches(key, known, 1, 0.75)
            hint = f"do you mean {near[0]}?" if near else ""
            severity = Severity.ERROR if near else Severity.WARNING
            yield Finding(place, f"there is no attribute '{key}'", (name, index, "Key"), hint, severity)
        elif kind and kind not in attribute.types:
            message = f"{key} is for {' and '.join(attribute.types)} load balancers; this is for one of type {kind}"
            yield Finding(place, message, (name, index, "Key"))
        elif is_literal(value) and not attribute.takes(value):
            yield Finding(place, f"{key} is {attribute.says}, not '{value}'", (name, index, "Value"))
        elif key == "stickiness.type" and is_literal(value) and kind and value not in STICKINESS[kind]:
            wanted = " or ".join(STICKINESS[kind])
            message = f"for a load balancer of type {kind} it is {wanted}, not {value}"
            yield Finding(place, message, (name, index, "Value"))


RULE = Rule(
    "balancer-attributes",
    "Load balancers, listeners and target groups have attributes of their type, with values that these take.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html",
    _check,
    """
 Resources:
   Balancer:
     Type: AWS::ElasticLoadBalancingV2::LoadBalancer
     Properties:
       LoadBalancerAttributes:
-        - {Key: deletion_protection.enable, Value: "true"}
+        - {Key: deletion_protection.enabled, Value: "true"}
   Group:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties:
       Protocol: HTTP
       TargetGroupAttributes:
         - {Key: stickiness.enabled, Value: "true"}
-        - {Key: stickiness.type, Value: source_ip}
+        - {Key: stickiness.type, Value: lb_cookie}
    """,
)
