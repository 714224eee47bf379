"""The ECS service: what it is under every deployment controller. What differs, its engine hands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from troposphere.ecs import (
    AwsvpcConfiguration,
    CapacityProviderStrategyItem,
    DeploymentController,
    LoadBalancer,
    NetworkConfiguration,
)
from troposphere.ecs import (
    Service as EcsService,
)

from generator.model.service import Service
from generator.naming import logical
from generator.resources.capacity import Share


def ecs_service(
    service: Service,
    *,
    controller: str,
    cluster: Any,
    task_definition: Any,
    capacity: Iterable[Share],
    balancer: LoadBalancer | None,
    subnets: Any,
    security_groups: Iterable[Any],
    own: Mapping[str, Any],
) -> EcsService:
    """The service behind a load balancer, or none; ``own`` are the properties that it has with its engine alone."""
    behind: dict[str, Any] = {}
    if balancer:
        grace = service.container.health_check.grace
        behind = {"LoadBalancers": [balancer], "HealthCheckGracePeriodSeconds": grace}
    return EcsService(
        logical.SERVICE,
        ServiceName=service.names.ecs_service,
        Cluster=cluster,
        TaskDefinition=task_definition,
        DeploymentController=DeploymentController(Type=controller),
        SchedulingStrategy="REPLICA",
        PlatformVersion="LATEST",
        CapacityProviderStrategy=[_provider(share) for share in capacity],
        NetworkConfiguration=NetworkConfiguration(
            AwsvpcConfiguration=_network(service, subnets, list(security_groups))
        ),
        **behind,
        # ECS would move tasks to other zones by itself, in the middle of a shift too, and says of this setting that it
        # can be changed "for rolling deployments" alone: what it starts with, it keeps. New tasks are spread over the
        # zones all the same. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html
        AvailabilityZoneRebalancing="DISABLED",
        EnableExecuteCommand=service.container.exec,
        EnableECSManagedTags=True,
        # Tasks are tagged by their revision, which a release changes; the service keeps its first tags.
        PropagateTags="TASK_DEFINITION",
        **own,
    )


def _provider(share: Share) -> CapacityProviderStrategyItem:
    return CapacityProviderStrategyItem(CapacityProvider=share.provider, Base=share.base, Weight=share.weight)


def _network(service: Service, subnets: Any, security_groups: list[Any]) -> AwsvpcConfiguration:
    """A task in a public subnet has no other way to the internet than an address of its own.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
    """
    return AwsvpcConfiguration(
        AssignPublicIp="DISABLED" if service.project.network.has_private_tasks else "ENABLED",
        SecurityGroups=security_groups,
        Subnets=subnets,
    )


def balancer(service: Service, target_group: Any, **own: Any) -> LoadBalancer:
    """The container that the requests of a target group go to."""
    return LoadBalancer(
        ContainerName=service.target_container,
        ContainerPort=service.container.target_port,
        TargetGroupArn=target_group,
        **own,
    )
