"""The ECS service under CODE_DEPLOY: written once, and from then on changed by releases only.

CloudFormation sends every property with each update, and ECS refuses an update of a CODE_DEPLOY service
that names a task definition, a network or a load balancer
(https://github.com/aws/aws-cdk/issues/23564, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html).
So what a spec may well change later is not here: the revision (the family's latest, by name), the number
of tasks (the scalable target's) and the capacity providers (the appspec's).
"""

from __future__ import annotations

from troposphere.ecs import Service as EcsService

from generator.engines.engine import Surroundings
from generator.model.service import Service
from generator.naming import logical
from generator.resources.capacity import Share
from generator.resources.service import balancer, ecs_service

CONTROLLER = "CODE_DEPLOY"


def first_service(service: Service, around: Surroundings) -> EcsService:
    """The service behind the blue target group, with the family's latest revision."""
    return ecs_service(
        service,
        controller=CONTROLLER,
        cluster=around.cluster,
        task_definition=service.names.family,
        capacity=[Share("FARGATE", 0, 1)],
        balancer=balancer(service, around.target_group("blue")),
        subnets=around.subnets,
        security_groups=around.security_groups,
        # By name, so CloudFormation cannot see that the family must exist first.
        own={"DependsOn": logical.BOOTSTRAP_TASK_DEFINITION},
    )
