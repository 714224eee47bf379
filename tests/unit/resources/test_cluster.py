"""The ECS cluster."""

from __future__ import annotations

from generator.resources.cluster import cluster
from tests.unit.project import container, project, properties


def test_the_cluster_knows_both_providers_whatever_the_spec_uses_today() -> None:
    assert properties(cluster(project())) == {
        "ClusterName": "shop-prod",
        "CapacityProviders": ["FARGATE", "FARGATE_SPOT"],
        "ClusterSettings": [{"Name": "containerInsights", "Value": "enabled"}],
    }
    assert properties(cluster(project(container=container(spot=True)))) == properties(cluster(project()))
