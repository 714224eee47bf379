"""All stacks, in the order in which they are deployed."""

from __future__ import annotations

from generator.engines.catalog import ENGINES
from generator.engines.engine import Engine
from generator.stacks.alb import ALB
from generator.stacks.base import BASE
from generator.stacks.codedeploy import CODEDEPLOY
from generator.stacks.connect import CONNECT
from generator.stacks.dashboard import DASHBOARD
from generator.stacks.deployer import DEPLOYER
from generator.stacks.ecr import ECR
from generator.stacks.ecs import ECS
from generator.stacks.efs import EFS
from generator.stacks.github import GITHUB
from generator.stacks.iam import IAM
from generator.stacks.job import JOB, JOB_IAM, SCHEDULE
from generator.stacks.monitoring import MONITORING
from generator.stacks.network import NETWORK
from generator.stacks.pipeline import PIPELINE
from generator.stacks.queue import QUEUE
from generator.stacks.routes import ROUTES
from generator.stacks.service import SERVICE
from generator.stacks.stack import AdministratorStack, EnvironmentStack, ImageStack, JobStack, ServiceStack, SharedStack
from generator.stacks.volume import VOLUME

SHARED_STACKS: tuple[SharedStack, ...] = (GITHUB,)
IMAGE_STACKS: tuple[ImageStack, ...] = (ECR,)
ENVIRONMENT_STACKS: tuple[EnvironmentStack, ...] = (NETWORK, BASE, ALB, CONNECT, EFS)
"""What the services of an environment share, and nothing that depends on which they are."""
SERVICE_STACKS: tuple[ServiceStack, ...] = (VOLUME, IAM, ROUTES, QUEUE, ECS, MONITORING, CODEDEPLOY, SERVICE, PIPELINE)
"""Those of all engines together."""
JOB_STACKS: tuple[JobStack, ...] = (JOB_IAM, JOB, SCHEDULE)
OVERVIEW_STACKS: tuple[EnvironmentStack, ...] = (DASHBOARD,)
"""What shows all services of an environment, and so comes after them."""
ADMINISTRATOR_STACKS: tuple[AdministratorStack, ...] = (DEPLOYER,)
"""Beside that order: the role that deploys the others needs them first."""


def service_stacks(engine: Engine) -> tuple[ServiceStack, ...]:
    """The stacks of a service that is released by an engine: without those that only another engine has."""
    others = {noun for other in ENGINES for noun in other.stacks} - {*engine.stacks}
    return tuple(stack for stack in SERVICE_STACKS if stack.noun not in others)
