"""Systems -> services and releases on capacity that their cluster does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path, SideFile
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, mapping, mappings, sequence, text


def _check(system: System) -> Iterator[Finding]:
    clusters = list(system.of("AWS::ECS::Cluster"))
    if not clusters:
        return
    offered = {name for cluster in clusters for name in map(text, sequence(cluster.properties, "CapacityProviders"))}
    if any(system.of("AWS::ECS::ClusterCapacityProviderAssociations", "AWS::ECS::CapacityProvider")):
        return
    if any(is_unknown(cluster.properties, "CapacityProviders") for cluster in clusters):
        return
    for service in system.of(SERVICE):
        yield from _missing(service, (), service.properties, offered)
    for appspec in system.appspecs:
        for index, item in enumerate(mappings(appspec.data, "Resources")):
            for name, resource in item.items():
                path = ("Resources", index, name, "Properties")
                yield from _missing(appspec, path, mapping(resource, "Properties"), offered)


def _missing(place: Resource | SideFile, path: Path, properties: Any, offered: set[str]) -> Iterator[Finding]:
    for item in mappings(properties, "CapacityProviderStrategy"):
        name = text(item, "CapacityProvider")
        if name not in offered:
            message = f"runs on {name}, which the cluster does not list in CapacityProviders"
            yield Finding(place, message, (*path, "CapacityProviderStrategy"))


RULE = Rule(
    "capacity-provider",
    "A service runs on capacity providers that its cluster lists.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
    _check,
    """
 Resources:
   Cluster:
     Type: AWS::ECS::Cluster
     Properties:
-      CapacityProviders: [FARGATE]
+      CapacityProviders: [FARGATE, FARGATE_SPOT]
   Service:
     Type: AWS::ECS::Service
     Properties:
       CapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT, Weight: 1}]
    """,
)
