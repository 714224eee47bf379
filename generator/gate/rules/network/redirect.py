"""Systems -> redirects that lead back to themselves, or to a port where nothing speaks their protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.gate.blue_green import LISTENER
from generator.gate.forwarding import listeners_of, rules_of
from generator.gate.network import BALANCER
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, mapping, mappings, setting, text


class _Redirect(NamedTuple):
    """Where requests of one listener are sent that keep their host and path."""

    place: Resource
    path: Path
    protocol: str
    port: str


def _check(system: System) -> Iterator[Finding]:
    for listener in system.of(LISTENER):
        if is_unknown(listener.properties, "Port") or is_unknown(listener.properties, "Protocol"):
            continue
        own = text(listener.properties, "Protocol"), text(listener.properties, "Port")
        balancer = system.at(listener.properties.get("LoadBalancerArn"))
        beside = listeners_of(system, balancer) if balancer is not None and balancer.type == BALANCER else []
        for redirect in _redirects(system, listener):
            target = redirect.protocol, redirect.port
            if target == own:
                yield Finding(redirect.place, "redirects each request to the address that it came to", redirect.path)
                continue
            others = [each for each in beside if text(each.properties, "Port") == redirect.port]
            for other in others:
                protocol = text(other.properties, "Protocol")
                if protocol and protocol != redirect.protocol:
                    message = f"redirects to {redirect.protocol} on port {redirect.port}, where {other.id} speaks "
                    yield Finding(redirect.place, f"{message}{protocol}", redirect.path)
                elif any((back.protocol, back.port) == own for back in _defaults(other)):
                    message = f"redirects to {other.id}, which redirects back"
                    yield Finding(redirect.place, message, redirect.path)
            if beside and not others and not _may_be_more(system):
                message = f"redirects to port {redirect.port}, on which the load balancer does not listen"
                yield Finding(redirect.place, message, redirect.path)


def _may_be_more(system: System) -> bool:
    """Whether a listener may be of a load balancer, or on a port, that is not known."""
    return any(is_unknown(each.properties, key) for each in system.of(LISTENER) for key in ("LoadBalancerArn", "Port"))


def _redirects(system: System, listener: Resource) -> Iterator[_Redirect]:
    yield from _defaults(listener)
    for rule in rules_of(system, listener):
        yield from _of(rule, "Actions", listener)


def _defaults(listener: Resource) -> Iterator[_Redirect]:
    yield from _of(listener, "DefaultActions", listener)


def _of(place: Resource, key: str, listener: Resource) -> Iterator[_Redirect]:
    for index, action in enumerate(mappings(place.properties, key)):
        if text(action, "Type") != "redirect" or is_unknown(action):
            continue
        to = mapping(action, "RedirectConfig")
        if setting(to, "#{host}", "Host") == "#{host}" and setting(to, "/#{path}", "Path") == "/#{path}":
            protocol, port = (_value(to, listener, noun) for noun in ("Protocol", "Port"))
            yield _Redirect(place, (key, index, "RedirectConfig"), protocol, port)


def _value(to: Mapping[str, Any], listener: Resource, noun: str) -> str:
    same = f"#{{{noun.lower()}}}"
    value = setting(to, same, noun)
    return text(listener.properties, noun) if value == same else value


RULE = Rule(
    "redirect",
    "A redirect leads to another address than its own, on which the load balancer speaks the protocol that it names.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html",
    _check,
    """
 Resources:
   Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
   Listener:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties:
       LoadBalancerArn: {Ref: Balancer}
       Port: 80
       Protocol: HTTP
       DefaultActions:
         - Type: redirect
-          RedirectConfig: {Protocol: HTTPS, StatusCode: HTTP_301}
+          RedirectConfig: {Protocol: HTTPS, Port: "443", StatusCode: HTTP_301}
   Production:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties:
       LoadBalancerArn: {Ref: Balancer}
       Port: 443
       Protocol: HTTPS
       Certificates: [{CertificateArn: arn:aws:acm:us-west-2:111122223333:certificate/1}]
       SslPolicy: ELBSecurityPolicy-TLS13-1-2-Res-2021-06
    """,
)
