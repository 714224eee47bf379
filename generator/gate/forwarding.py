"""A load balancer -> its listeners and their rules, and the share of the requests that each target group gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.gate.blue_green import LISTENER, LISTENER_RULE, SERVICE, TARGET_GROUP
from generator.gate.network import BALANCER
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_unknown, mappings, number, text


class Forward(NamedTuple):
    """An action that sends requests to target groups."""

    place: Resource
    """The listener, or a rule on it."""
    path: Path
    weights: Mapping[str, int]
    """Reference of a target group -> its share of the requests, relative to the others'."""


def rules_of(system: System, listener: Resource) -> list[Resource]:
    """The rules on a listener."""
    return [rule for rule in system.of(LISTENER_RULE) if system.at(rule.properties.get("ListenerArn")) is listener]


def rules_at(system: System, arn: str) -> list[Resource]:
    """The rules on a listener that exists already, which ``arn`` names."""
    return [
        rule for rule in system.of(LISTENER_RULE) if is_literal(arn) and text(rule.properties, "ListenerArn") == arn
    ]


def rules_elsewhere(system: System) -> list[Resource]:
    """The rules on listeners that no template makes."""
    return [rule for rule in system.of(LISTENER_RULE) if system.at(rule.properties.get("ListenerArn")) is None]


def listeners_of(system: System, balancer: Resource) -> list[Resource]:
    """The listeners of a load balancer."""
    return [each for each in system.of(LISTENER) if system.at(each.properties.get("LoadBalancerArn")) is balancer]


def forwards(system: System, listener: Resource) -> Iterator[Forward]:
    """Every action on a listener that forwards."""
    for place in (listener, *rules_of(system, listener)):
        yield from forwards_of(place)


def forwards_of(place: Resource) -> Iterator[Forward]:
    """Every action of a listener itself, or of one rule, that forwards."""
    key = "DefaultActions" if place.type == LISTENER else "Actions"
    for index, action in enumerate(mappings(place.properties, key)):
        if text(action, "Type") == "forward" and not is_unknown(action):
            yield Forward(place, (key, index), _weights(action))


def _weights(action: Mapping[str, Any]) -> dict[str, int]:
    listed = mappings(action, "ForwardConfig", "TargetGroups")
    if not listed:
        return {text(action, "TargetGroupArn"): 1}
    # One group gets everything, whatever its weight; several have 1 each where nothing else is said.
    weights = ((text(each, "TargetGroupArn"), number(each, "Weight")) for each in listed)
    return {group: 1 if weight is None else weight for group, weight in weights}


def balancers_of(system: System, group: Resource) -> list[Resource]:
    """The load balancers that templates make of which a listener forwards to a target group."""
    found = {}
    for balancer in system.of(BALANCER):
        for listener in listeners_of(system, balancer):
            if any(group.token in forward.weights for forward in forwards(system, listener)):
                found[balancer.token] = balancer
    return list(found.values())


def behind(system: System, balancer: Resource) -> Iterator[tuple[Resource, int]]:
    """The services that a load balancer sends requests to, each with its port; and with that of health checks."""
    is_only = len([*system.of(BALANCER)]) == 1
    for service in system.of(SERVICE):
        for each in mappings(service.properties, "LoadBalancers"):
            port, group = number(each, "ContainerPort"), system.at(text(each, "TargetGroupArn"))
            if port is None:
                continue
            is_made = group is not None and group.type == TARGET_GROUP
            if (group is not None and is_made and balancer in balancers_of(system, group)) or (is_only and not is_made):
                yield from ((service, asked) for asked in asked_ports(system, each))


def asked_ports(system: System, balancer: Any) -> list[int]:
    """Where requests go by an entry of a service's ``LoadBalancers``, and health checks if those go elsewhere."""
    port, group = number(balancer, "ContainerPort"), system.at(text(balancer, "TargetGroupArn"))
    asked = number(group.properties, "HealthCheckPort") if group is not None else None
    return [each for each in dict.fromkeys((port, asked)) if each is not None]
