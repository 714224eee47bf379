"""The ECS service: written once, and from then on changed by releases only.

CloudFormation sends every property with each update, and ECS refuses an update of a CODE_DEPLOY service
that names a task definition, a network or a load balancer
(https://github.com/aws/aws-cdk/issues/23564, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html).
So what a spec may well change later is not here: the revision (the family's latest, by name), the number
of tasks (the scalable target's) and the capacity providers (the appspec's).
"""

from __future__ import annotations

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


def ecs_service(
    service: Service, controller: str, cluster: Any, target_group: Any, subnets: Any, security_group: Any
) -> EcsService:
    """The service under a deployment controller, behind the blue target group."""
    names = service.names
    return EcsService(
        logical.SERVICE,
        ServiceName=names.ecs_service,
        Cluster=cluster,
        TaskDefinition=names.family,
        DeploymentController=DeploymentController(Type=controller),
        SchedulingStrategy="REPLICA",
        PlatformVersion="LATEST",
        CapacityProviderStrategy=[CapacityProviderStrategyItem(CapacityProvider="FARGATE", Base=0, Weight=1)],
        NetworkConfiguration=NetworkConfiguration(
            AwsvpcConfiguration=AwsvpcConfiguration(
                AssignPublicIp="DISABLED" if service.project.network.has_private_tasks else "ENABLED",
                SecurityGroups=[security_group],
                Subnets=subnets,
            )
        ),
        LoadBalancers=[
            LoadBalancer(
                ContainerName=names.container, ContainerPort=service.container.port, TargetGroupArn=target_group
            )
        ],
        HealthCheckGracePeriodSeconds=service.container.health_check.grace,
        # ECS would move tasks to other zones by itself, in the middle of a shift too, and says of this setting that it
        # can be changed "for rolling deployments" alone: what it starts with, it keeps. New tasks are spread over the
        # zones all the same. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html
        AvailabilityZoneRebalancing="DISABLED",
        EnableExecuteCommand=service.container.exec,
        EnableECSManagedTags=True,
        # Tasks are tagged by their revision, which a release changes; the service keeps its first tags.
        PropagateTags="TASK_DEFINITION",
        # By name, so CloudFormation cannot see that the family must exist first.
        DependsOn=logical.BOOTSTRAP_TASK_DEFINITION,
    )
