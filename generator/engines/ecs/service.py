"""The ECS service that shifts the traffic of its releases itself: strategy, waits, alarms, pauses and hooks.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import If, NoValue, Ref
from troposphere.ecs import (
    AdvancedConfiguration,
    CanaryConfiguration,
    DeploymentAlarms,
    DeploymentCircuitBreaker,
    DeploymentConfiguration,
    DeploymentLifecycleHook,
    HookTimeoutConfig,
    LinearConfiguration,
)
from troposphere.ecs import Service as EcsService

from generator.engines.engine import Surroundings
from generator.model.release import PAUSE_MINUTES, Release
from generator.model.service import Service
from generator.naming import logical
from generator.policies.ecs import function_arn
from generator.resources.alarm import alarm_names
from generator.resources.capacity import shares
from generator.resources.connect import connect
from generator.resources.service import balancer, ecs_service

CONTROLLER = "ECS"
STRATEGIES = {"canary": "CANARY", "linear": "LINEAR", "all-at-once": "BLUE_GREEN"}
STAGES = {
    "before_install": "PRE_SCALE_UP",
    "after_install": "POST_SCALE_UP",
    "after_test_traffic": "POST_TEST_TRAFFIC_SHIFT",
    "before_traffic": "PRE_PRODUCTION_TRAFFIC_SHIFT",
    "after_traffic": "POST_PRODUCTION_TRAFFIC_SHIFT",
}
"""A step of a release -> ECS's stage; it comes to the one before production traffic once for every shift.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html
"""
PAUSES = {"tested": STAGES["after_test_traffic"], "step": STAGES["before_traffic"]}


def shifting_service(service: Service, around: Surroundings) -> EcsService:
    """Behind both target groups: ECS registers its tasks with the one that has no traffic, in turns."""
    rules = {"ProductionListenerRule": around.rule("Production")}
    if service.project.load_balancer.has_test_listener:
        rules["TestListenerRule"] = around.rule("Test")
    advanced = AdvancedConfiguration(
        AlternateTargetGroupArn=around.target_group("green"), RoleArn=around.role("ecs"), **rules
    )
    return ecs_service(
        service,
        controller=CONTROLLER,
        cluster=around.cluster,
        task_definition=Ref(logical.TASK_DEFINITION),
        capacity=shares(service),
        balancer=balancer(service, around.target_group("blue"), AdvancedConfiguration=advanced),
        subnets=around.subnets,
        security_groups=around.security_groups,
        own={"DeploymentConfiguration": _deployment(service, around), **connection(service, around)},
    )


def connection(service: Service, around: Surroundings) -> dict[str, Any]:
    """Its Service Connect, where the spec says ``connect``."""
    return {"ServiceConnectConfiguration": connect(service, around.namespace)} if service.container.connect else {}


def _deployment(service: Service, around: Surroundings) -> DeploymentConfiguration:
    """A circuit breaker where all traffic moves at once. That ECS takes one then, others have tested in an account.

    Its guide has it for "rolling update and blue/green", its API for the first alone; of a canary, or of steps, nobody
    says that ECS takes one. There the alarm on failed tasks does the same, as it does here.
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-failure-detection.html
    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html
    https://github.com/hashicorp/terraform-provider-aws/pull/43434
    """
    release, hooks = service.release, list(_hooks(service, around))
    options = stopping(service, has_breaker=release.strategy == "all-at-once")
    if hooks:
        # Hooks run at the creation of a service too, when there is nobody to ask and nothing to test yet.
        options["LifecycleHooks"] = If(logical.IS_RELEASED, hooks, NoValue)
    return DeploymentConfiguration(
        Strategy=STRATEGIES[release.strategy],
        BakeTimeInMinutes=bake(release.keep_old),
        **_shape(release),
        **options,
    )


def stopping(service: Service, *, has_breaker: bool) -> dict[str, Any]:
    """What ends a release: its alarms, and with ``has_breaker`` tasks that fail, unless the spec lets them."""
    options: dict[str, Any] = {}
    takes_back = service.release.rollback
    if names := alarm_names(service):
        options["Alarms"] = DeploymentAlarms(AlarmNames=names, Enable=True, Rollback=takes_back)
    if has_breaker and service.failing_tasks:
        options["DeploymentCircuitBreaker"] = DeploymentCircuitBreaker(Enable=True, Rollback=takes_back)
    return options


def _shape(release: Release) -> dict[str, Any]:
    if release.strategy == "canary":
        shape = CanaryConfiguration(CanaryPercent=release.percent, CanaryBakeTimeInMinutes=bake(release.minutes))
        return {"CanaryConfiguration": shape}
    if release.strategy == "linear":
        steps = LinearConfiguration(StepPercent=release.percent, StepBakeTimeInMinutes=bake(release.minutes))
        return {"LinearConfiguration": steps}
    return {}


def bake(minutes: int) -> Any:
    """None before the first release: of two tasks with the bootstrap's page, none is the worse.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
    """
    return If(logical.IS_RELEASED, minutes, 0) if minutes else 0


def _hooks(service: Service, around: Surroundings) -> Iterator[DeploymentLifecycleHook]:
    """Functions first: a person is asked about what they have let through."""
    release = service.release
    for step, function in release.hooks.functions:
        yield DeploymentLifecycleHook(
            HookTargetArn=function_arn(function), RoleArn=around.role("hook"), LifecycleStages=[STAGES[step]]
        )
    if release.pause:
        timeout = HookTimeoutConfig(TimeoutInMinutes=release.pause_timeout or PAUSE_MINUTES, Action="ROLLBACK")
        yield DeploymentLifecycleHook(
            TargetType="PAUSE", LifecycleStages=[PAUSES[release.pause]], TimeoutConfiguration=timeout
        )
