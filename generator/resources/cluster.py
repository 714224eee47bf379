"""The ECS cluster."""

from __future__ import annotations

from troposphere.ecs import Cluster, ClusterSetting

from generator.model.project import Project
from generator.naming import logical


def cluster(project: Project) -> Cluster:
    """Knows both Fargate capacity providers, whichever the spec uses today."""
    return Cluster(
        logical.CLUSTER,
        ClusterName=project.names.cluster,
        CapacityProviders=["FARGATE", "FARGATE_SPOT"],
        ClusterSettings=[ClusterSetting(Name="containerInsights", Value="enabled")],
    )
