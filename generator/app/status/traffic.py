"""An environment's load balancer -> how the traffic is split, and how healthy each colour's targets are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.app.engine.front import front, own_rule
from generator.live.ask import AskNow
from generator.live.client import Aws
from generator.live.traffic import (
    LiveListener,
    LiveLoadBalancer,
    LiveRule,
    LiveTargetGroup,
    Target,
    rules,
    target_groups,
    targets,
)
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS


@dataclass(frozen=True)
class TrafficState:
    """The load balancer, and where it sends requests."""

    load_balancer: LiveLoadBalancer
    rule: LiveRule | None
    """The one that releases move; None when there is none that forwards."""
    groups: Mapping[str, LiveTargetGroup]
    """By colour."""
    targets: Mapping[str, tuple[Target, ...]]
    """By colour."""
    listener: LiveListener | None = None
    """The one that users reach; None when it is gone."""

    def percent(self, colour: str) -> float | None:
        """The share of the requests that a colour gets, from 0 to 100; None when nobody knows."""
        if self.rule is None or colour not in self.groups:
            return None
        return self.rule.percents.get(self.groups[colour].arn, 0.0)


def traffic_state(aws: Aws, service: Service) -> TrafficState | None:
    """Where requests go now; None before the load balancer is deployed."""
    names = service.names
    found = front(service.project, AskNow(aws))
    if found is None:
        return None
    by_name = {group.name: group for group in target_groups(aws, names.target_groups)}
    groups = {colour: by_name[name] for colour in PRODUCTION_COLOURS if (name := names.target_group(colour)) in by_name}
    every = rules(aws, found.production.arn) if found.production else ()
    return TrafficState(
        load_balancer=found.balancer,
        rule=own_rule(service, every, {group.arn for group in groups.values()}),
        groups=groups,
        targets={colour: targets(aws, group.arn) for colour, group in groups.items()},
        listener=found.production,
    )
