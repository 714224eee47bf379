"""Systems -> listeners of one load balancer on one port."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import number, text


def _check(system: System) -> Iterator[Finding]:
    seen: dict[tuple[str, int], Resource] = {}
    for listener in system.of(LISTENER):
        balancer, port = text(listener.properties, "LoadBalancerArn"), number(listener.properties, "Port")
        if not balancer or port is None:
            continue
        other = seen.setdefault((balancer, port), listener)
        if other is not listener and not _excludes(other, listener):
            yield Finding(listener, f"{other.id} listens on port {port} of the same load balancer", ("Port",))


def _excludes(one: Resource, other: Resource) -> bool:
    """Whether one of them may be there only while the other is not."""
    conditions = one.body.get("Condition"), other.body.get("Condition")
    return None not in conditions and conditions[0] != conditions[1]


RULE = Rule(
    "listener-port",
    "Each listener of a load balancer has a port of its own.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
    _check,
    """
 Resources:
   Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
   Production:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties: {LoadBalancerArn: {Ref: Balancer}, Port: 80, Protocol: HTTP}
   Test:
     Type: AWS::ElasticLoadBalancingV2::Listener
-    Properties: {LoadBalancerArn: {Ref: Balancer}, Port: 80, Protocol: HTTP}
+    Properties: {LoadBalancerArn: {Ref: Balancer}, Port: 9001, Protocol: HTTP}
    """,
)
