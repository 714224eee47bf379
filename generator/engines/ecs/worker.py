"""Releases of workers: an update of one stack, as of services; ECS replaces the tasks, and shifts no traffic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import AWSObject, Ref
from troposphere.ecs import DeploymentConfiguration
from troposphere.ecs import Service as EcsService

from generator.engines.ecs.engine import START_MINUTES, Ecs
from generator.engines.ecs.service import CONTROLLER, bake, connection, stopping
from generator.engines.ecs.task_definition import task_definition
from generator.engines.engine import EngineRole, Surroundings
from generator.iam.call import Principal
from generator.model.service import Service
from generator.naming import logical
from generator.resources.capacity import shares
from generator.resources.service import ecs_service

_OF_TRAFFIC = ("ecs", "hook")
"""The roles that ECS shifts traffic and calls hooks with."""


class Workers(Ecs):
    """A rolling update, or blue/green without traffic where the project has ECS release its services, too.

    A worker may change from one to the other: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-deployment-strategies.html
    """

    names_rules = False

    def roles(self, service: Service, key: Any) -> Iterator[EngineRole]:
        """CloudFormation's, and that of the build which fetches the template: there is no traffic, and no hook."""
        return (each for each in super().roles(service, key) if each.principal not in _OF_TRAFFIC)

    def principals(self, service: Service) -> Iterator[Principal]:
        """What CloudFormation and CodeBuild do in a release."""
        return (each for each in super().principals(service) if each.name not in _OF_TRAFFIC)

    def service_resources(self, service: Service, around: Surroundings) -> Iterator[AWSObject]:
        """A task definition with parameters, and the service that runs it."""
        yield task_definition(service, around)
        yield worker_service(service, around)

    def update_minutes(self, service: Service) -> int:
        """How long old tasks stay beside new ones, and as long as tasks may take to start, and to end."""
        return START_MINUTES + (0 if service.rolls else service.release.keep_old)


def worker_service(service: Service, around: Surroundings) -> EcsService:
    """Behind no load balancer: a task is there as soon as it runs, or as its own health check passes."""
    return ecs_service(
        service,
        controller=CONTROLLER,
        cluster=around.cluster,
        task_definition=Ref(logical.TASK_DEFINITION),
        capacity=shares(service),
        balancer=None,
        subnets=around.subnets,
        security_groups=around.security_groups,
        own={"DeploymentConfiguration": _deployment(service), **connection(service, around)},
    )


def _deployment(service: Service) -> DeploymentConfiguration:
    """The circuit breaker sees tasks that do not start or do not stay; so does the alarm on them, if it did not.

    Blue/green needs no load balancer, and then shifts no traffic: all new tasks run beside all old ones, and the old
    ones go when the bake time is over. Of either, ECS's guide says that the circuit breaker detects failures.
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-implementation.html
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-failure-detection.html

    A bake time can be said of the strategies with two sets of tasks alone. After a rolling update ECS watches for as
    long as its alarms look back, of which the one on failed tasks looks back furthest.
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
    https://github.com/aws/copilot-cli/pull/4294

    With 0 and 100 percent the scheduler may stop the one task, and may start none while that is RUNNING or PENDING. A
    task that was told to end is neither for long, and may work on for its stop timeout: people saw both at once.
    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
    https://github.com/aws/containers-roadmap/issues/959
    https://github.com/aws/copilot-cli/issues/3427
    """
    options = stopping(service, has_breaker=True)
    if not service.rolls:
        bake_time = bake(service.release.keep_old)
        return DeploymentConfiguration(Strategy="BLUE_GREEN", BakeTimeInMinutes=bake_time, **options)
    least, most = (100, 200) if service.overlaps else (0, 100)
    return DeploymentConfiguration(Strategy="ROLLING", MinimumHealthyPercent=least, MaximumPercent=most, **options)
