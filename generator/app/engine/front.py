"""An environment -> the load balancer that its users reach, and the listeners of it that have rules of its services."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from generator.live.ask import Ask
from generator.live.traffic import LiveListener, LiveLoadBalancer, LiveRule, find_load_balancer, listeners
from generator.model.project import Project
from generator.model.service import Service


@dataclass(frozen=True)
class Front:
    """A load balancer that is there."""

    balancer: LiveLoadBalancer
    listeners: tuple[LiveListener, ...]
    """All of them."""
    production: LiveListener | None
    """The one that users reach; None when it is gone."""
    test: LiveListener | None
    """The one for replacement tasks; None when there is none, or it is gone."""


def front(project: Project, ask: Ask) -> Front | None:
    """None before the load balancer is there. Raises OutsideError when AWS refuses."""
    found = ask(find_load_balancer, project.names.load_balancer)
    if found is None:
        return None
    there = ask(listeners, found.arn)
    settings = project.load_balancer
    if existing := settings.existing:
        by_arn = {each.arn: each for each in there}
        production, test = by_arn.get(existing.listener), by_arn.get(existing.test_listener or "")
    else:
        by_port = {each.port: each for each in there}
        production, test = by_port.get(settings.production_port), by_port.get(settings.test_port or 0)
    return Front(found, there, production, test)


def own_rule(service: Service, every: Iterable[LiveRule], groups: Collection[str]) -> LiveRule | None:
    """Of a listener's rules the one that sends requests to a service, whose target groups have the ARNs ``groups``.

    Where nobody else has rules, one that leads elsewhere is its own too, and wrong.
    """
    forwarding = [rule for rule in every if rule.weights]
    return rule_to(forwarding, groups) or next(iter(forwarding if service.is_alone else ()), None)


def rule_to(every: Iterable[LiveRule], groups: Collection[str]) -> LiveRule | None:
    """The first rule that forwards to any of these target groups, weight 0 included."""
    return next((rule for rule in every if {*groups} & rule.weights.keys()), None)


def words_of_production(project: Project) -> str:
    """What the listener is called that users reach: by its port, or by its ARN where it exists already."""
    existing = project.load_balancer.existing
    return existing.listener if existing else f"the listener on port {project.load_balancer.production_port}"


def words_of_test(project: Project) -> str:
    """The same of the one for replacement tasks."""
    existing = project.load_balancer.existing
    return (existing.test_listener or "") if existing else f"the listener on port {project.load_balancer.test_port}"
