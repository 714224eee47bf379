"""Systems -> listeners whose protocol their type of load balancer does not speak, or not with their target groups."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER, TARGET_GROUP
from generator.gate.forwarding import forwards
from generator.gate.network import BALANCER
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, lacks, setting, text

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
_SPOKEN = {
    "application": ("HTTP", "HTTPS"),
    "network": ("TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"),
}
"""Type of load balancer -> the protocols of its listeners, which are those of the target groups behind it too."""


def _check(system: System) -> Iterator[Finding]:
    for listener in system.of(LISTENER):
        balancer = system.at(listener.properties.get("LoadBalancerArn"))
        if balancer is None or balancer.type != BALANCER:
            continue
        kind = setting(balancer.properties, "application", "Type")
        spoken = _SPOKEN.get(kind, ())
        protocol = text(listener.properties, "Protocol")
        if spoken and lacks(listener.properties, "Protocol"):
            yield Finding(
                listener, f"says no Protocol, which a listener of {balancer.id} has to: {' or '.join(spoken)}"
            )
        elif spoken and is_literal(protocol) and protocol not in spoken:
            message = f"{protocol} is not for {balancer.id}, of the type {kind}: it speaks {', '.join(spoken)}"
            yield Finding(listener, message, ("Protocol",))
        yield from _groups(system, listener, kind)


def _groups(system: System, listener: Resource, kind: str) -> Iterator[Finding]:
    """Target groups of a protocol for the other type of load balancer."""
    told = set()
    for forward in forwards(system, listener):
        for reference in forward.weights:
            group = system.at(reference)
            if group is None or group.type != TARGET_GROUP or (forward.place.token, group.token) in told:
                continue
            told.add((forward.place.token, group.token))
            protocol = text(group.properties, "Protocol")
            if is_literal(protocol) and protocol not in _SPOKEN.get(kind, (protocol,)):
                message = f"forwards to {group.id}, which takes {protocol}: a load balancer of the type {kind} cannot"
                yield Finding(forward.place, message, forward.path)


RULE = Rule(
    "listener-protocol",
    "A listener, and the target groups behind it, speak what their type of load balancer speaks.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
    _check,
    """
 Resources:
   Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: application}}
   Listener:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties:
       LoadBalancerArn: {Ref: Balancer}
       Port: 80
-      Protocol: TCP
+      Protocol: HTTP
       DefaultActions: [{Type: forward, TargetGroupArn: {Ref: Group}}]
   Group:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {TargetType: ip, Port: 3000, Protocol: HTTP}
    """,
)
