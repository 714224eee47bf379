"""The cluster that a spec names -> why no task of the environment could run in it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.existing.fault import Fault
from generator.live.ask import Ask
from generator.live.cluster import ACTIVE, LiveCluster, find_cluster
from generator.model.project import Project
from generator.resources.capacity import shares
from generator.resources.scaling import counts_tasks

_PROVIDERS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html"
_INSIGHTS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html"
_STATES = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html"


def cluster_faults(project: Project, ask: Ask) -> Iterator[Fault]:
    """None where the spec names no cluster."""
    if project.cluster is None:
        return
    found = ask(find_cluster, project.cluster)
    name, region = project.cluster, project.region
    if found is None or found.status != ACTIVE:
        state = f"is {found.status}" if found else "is not there"
        yield Fault(
            ("cluster",),
            f"the cluster {name} {state} in {region}",
            f"DescribeClusters: {found.status if found else 'MISSING'}",
            f"name one that is: aws ecs list-clusters --region {region}; or leave `cluster` out, and one is made",
            _STATES,
        )
        return
    needed = {share.provider for service in project.services for share in shares(service)}
    if missing := sorted(needed - {*found.providers}):
        yield Fault(
            ("cluster",),
            f"the cluster {name} lacks the capacity provider{'s' * (len(missing) > 1)} {' and '.join(missing)}",
            f"DescribeClusters: {', '.join(found.providers) or 'none'}",
            _associate(found, missing, region),
            _PROVIDERS,
        )
    counting = [service.name for service in project.services if counts_tasks(service)]
    if counting and not found.has_insights:
        yield Fault(
            ("cluster",),
            f"the cluster {name} does not count its tasks, by which {' and '.join(counting)} would scale",
            "DescribeClusters: containerInsights is off",
            f"aws ecs update-cluster-settings --region {region} --cluster {name} "
            "--settings name=containerInsights,value=enabled",
            _INSIGHTS,
        )


def _associate(cluster: LiveCluster, missing: list[str], region: str) -> str:
    """The call replaces both lists, so that it has to name what is there.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
    """
    parts = [f"capacityProvider={name},base={base},weight={weight}" for name, base, weight in cluster.default_strategy]
    return (
        f"aws ecs put-cluster-capacity-providers --region {region} --cluster {cluster.name} "
        f"--capacity-providers {' '.join([*cluster.providers, *missing])} "
        f"--default-capacity-provider-strategy {' '.join(parts) or '[]'}"
    )
