"""A system -> the releases that ECS shifts itself: each service by its strategy, and what it swaps at a balancer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.gate.blue_green import LISTENER_RULE, SERVICE, controller
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import at, is_unknown, mapping, mappings, text

STRATEGIES = ("BLUE_GREEN", "CANARY", "LINEAR")
"""Those that keep two sets of tasks; ``ROLLING`` has one.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
"""


PRODUCTION_RULE, TEST_RULE = "ProductionListenerRule", "TestListenerRule"
"""Keys of an ``AdvancedConfiguration``: what ECS changes to shift production and test traffic."""


class Native(NamedTuple):
    """A service whose releases ECS shifts itself."""

    service: Resource
    strategy: str

    @property
    def configuration(self) -> Mapping[str, Any]:
        """Its ``DeploymentConfiguration``."""
        return mapping(self.service.properties, "DeploymentConfiguration")

    @property
    def hooks(self) -> list[tuple[Path, Mapping[str, Any]]]:
        """What runs, or waits, at its stages, each with its place."""
        listed = mappings(self.configuration, "LifecycleHooks")
        return [(("DeploymentConfiguration", "LifecycleHooks", index), hook) for index, hook in enumerate(listed)]

    @property
    def swaps(self) -> list[Swap]:
        """Its load balancer's entries of which ECS exchanges the target groups."""
        found = []
        for index, entry in enumerate(mappings(self.service.properties, "LoadBalancers")):
            advanced = mapping(entry, "AdvancedConfiguration")
            if advanced:
                found.append(Swap(self.service, ("LoadBalancers", index, "AdvancedConfiguration"), entry, advanced))
        return found


class Swap(NamedTuple):
    """One entry of a service's ``LoadBalancers``: two target groups, and the rules that send requests to them."""

    service: Resource
    path: Path
    """Of its ``AdvancedConfiguration``."""
    entry: Mapping[str, Any]
    advanced: Mapping[str, Any]

    @property
    def groups(self) -> tuple[str, str]:
        """References of the group that a service begins with, and of the other; empty where it is not known."""
        return text(self.entry, "TargetGroupArn"), text(self.advanced, "AlternateTargetGroupArn")

    @property
    def role(self) -> Any:
        """What ECS changes the rules with."""
        return at(self.advanced, "RoleArn")

    def listener(self, system: System, key: str) -> Resource | None:
        """The listener of `PRODUCTION_RULE` or `TEST_RULE`; a network load balancer's is named there itself."""
        place = system.at(at(self.advanced, key))
        is_rule = place is not None and place.type == LISTENER_RULE
        return system.at(at(place.properties, "ListenerArn")) if place and is_rule else place


def natives(system: System) -> Iterator[Native]:
    """All services of which it is known that ECS shifts their releases."""
    for service in system.of(SERVICE):
        strategy = text(service.properties, "DeploymentConfiguration", "Strategy")
        is_known = not is_unknown(service.properties, "DeploymentController")
        if is_known and controller(service) == "ECS" and strategy in STRATEGIES:
            yield Native(service, strategy)
