"""An ECS cluster as ECS has it.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.live.client import Aws

ACTIVE = "ACTIVE"
_INSIGHTS = ("enabled", "enhanced")


@dataclass(frozen=True)
class LiveCluster:
    """One cluster."""

    name: str
    status: str
    """``ACTIVE``, or why it is of no use: ``PROVISIONING``, ``DEPROVISIONING``, ``FAILED``, ``INACTIVE``."""
    providers: tuple[str, ...]
    """The capacity providers that services in it may run on."""
    default_strategy: tuple[tuple[str, int, int], ...]
    """Provider, base and weight of each part of the strategy of a service that names none."""
    has_insights: bool
    """Whether Container Insights count what runs in it."""


def find_cluster(aws: Aws, name: str) -> LiveCluster | None:
    """The cluster of that name; None when there is none."""
    answer = aws.call(aws.client("ecs").describe_clusters, clusters=[name], include=["SETTINGS"])
    for found in answer.get("clusters", ()):
        strategy = found.get("defaultCapacityProviderStrategy", ())
        return LiveCluster(
            name=found.get("clusterName", ""),
            status=found.get("status", ""),
            providers=tuple(found.get("capacityProviders", ())),
            default_strategy=tuple(
                (each.get("capacityProvider", ""), each.get("base", 0), each.get("weight", 0)) for each in strategy
            ),
            has_insights=any(
                each.get("name") == "containerInsights" and each.get("value") in _INSIGHTS
                for each in found.get("settings", ())
            ),
        )
    return None
