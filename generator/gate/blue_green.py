"""A system -> its blue/green releases: deployment groups with the services and target groups that they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.gate.system import Resource, System
from generator.gate.value import mappings, sequence, text

GROUP = "AWS::CodeDeploy::DeploymentGroup"
LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
LISTENER_RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
SERVICE = "AWS::ECS::Service"
TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"


@dataclass(frozen=True)
class Release:
    """One deployment group for ECS."""

    system: System
    group: Resource

    @property
    def pairs(self) -> list[Mapping[str, Any]]:
        """Its pairs of target groups; there should be one."""
        return mappings(self.group.properties, "LoadBalancerInfo", "TargetGroupPairInfoList")

    @property
    def target_group_names(self) -> list[str]:
        """The target groups that it names."""
        return [text(item, "Name") for pair in self.pairs for item in mappings(pair, "TargetGroups")]

    @property
    def target_groups(self) -> list[Resource]:
        """Those of them that a template makes."""
        found = (self.system.find(TARGET_GROUP, name) for name in self.target_group_names)
        return [group for group in found if group]

    @property
    def services(self) -> list[tuple[str, str]]:
        """Cluster and service, as the group names them."""
        listed = mappings(self.group.properties, "ECSServices")
        return [(text(item, "ClusterName"), text(item, "ServiceName")) for item in listed]

    @property
    def service(self) -> Resource | None:
        """The service, when a template makes it."""
        for _, name in self.services:
            if service := self.system.find(SERVICE, name):
                return service
        return None

    def listeners(self, route: str) -> list[str]:
        """The listeners of ``ProdTrafficRoute`` or ``TestTrafficRoute``, as references."""
        return [text(arn) for pair in self.pairs for arn in sequence(pair, route, "ListenerArns")]


def releases(system: System) -> Iterator[Release]:
    """Every deployment group that is for ECS."""
    for group in system.of(GROUP):
        if "ECSServices" in group.properties:
            yield Release(system, group)


def controller(service: Resource) -> str:
    """Who deploys to a service: ECS itself unless it says otherwise."""
    return text(service.properties, "DeploymentController", "Type") or "ECS"
