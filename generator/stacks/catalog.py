"""All stacks, in the order in which they are deployed."""

from __future__ import annotations

from generator.stacks.alb import ALB
from generator.stacks.codedeploy import CODEDEPLOY
from generator.stacks.deployer import DEPLOYER
from generator.stacks.ecr import ECR
from generator.stacks.ecs import ECS
from generator.stacks.github import GITHUB
from generator.stacks.iam import IAM
from generator.stacks.monitoring import MONITORING
from generator.stacks.network import NETWORK
from generator.stacks.pipeline import PIPELINE
from generator.stacks.stack import AdministratorStack, ServiceStack, SharedStack

SHARED_STACKS: tuple[SharedStack, ...] = (GITHUB, ECR)
SERVICE_STACKS: tuple[ServiceStack, ...] = (NETWORK, IAM, ALB, ECS, MONITORING, CODEDEPLOY, PIPELINE)
ADMINISTRATOR_STACKS: tuple[AdministratorStack, ...] = (DEPLOYER,)
"""Beside that order: whoever deploys the others needs them first."""
