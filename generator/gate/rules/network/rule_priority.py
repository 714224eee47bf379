"""Systems -> rules of one listener with one priority, or with one that a listener does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER_RULE
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import number, text

_LAST = 50_000


def _check(system: System) -> Iterator[Finding]:
    seen: dict[tuple[str, int], Resource] = {}
    for rule in system.of(LISTENER_RULE):
        listener, priority = text(rule.properties, "ListenerArn"), number(rule.properties, "Priority")
        if priority is None:
            continue
        if not 1 <= priority <= _LAST:
            yield Finding(rule, f"priority {priority} is none: they go from 1 to {_LAST:,}", ("Priority",))
        other = seen.setdefault((listener, priority), rule) if listener else rule
        conditions = other.body.get("Condition"), rule.body.get("Condition")
        is_either = None not in conditions and conditions[0] != conditions[1]
        if other is not rule and not is_either:
            yield Finding(rule, f"{other.id} has priority {priority} on the same listener", ("Priority",))


RULE = Rule(
    "rule-priority",
    "Each rule of a listener has a priority of its own.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html",
    _check,
    """
 Resources:
   Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 80, Protocol: HTTP}}
   One:
     Type: AWS::ElasticLoadBalancingV2::ListenerRule
     Properties: {ListenerArn: {Ref: Listener}, Priority: 1}
   Two:
     Type: AWS::ElasticLoadBalancingV2::ListenerRule
-    Properties: {ListenerArn: {Ref: Listener}, Priority: 1}
+    Properties: {ListenerArn: {Ref: Listener}, Priority: 2}
    """,
)
