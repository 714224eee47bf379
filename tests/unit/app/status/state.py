"""An environment's ``Status`` as a value: 1.2.3 on blue, and nothing wrong, but for what a test changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from generator.app.status.alarm import AlarmState
from generator.app.status.environment import Status
from generator.app.status.part import Part
from generator.app.status.pipeline import PipelineState
from generator.app.status.release import ReleaseState
from generator.app.status.service import ServiceState
from generator.app.status.stack import StackState
from generator.app.status.traffic import TrafficState
from generator.errors import OutsideError
from generator.live.alarm import LiveAlarm
from generator.live.deployment import Deployment, DeploymentProgress, LifecycleStep, TrafficShare
from generator.live.pipeline import Pipeline, PipelineAction, PipelineExecution, PipelineStage
from generator.live.service import ContainerRoute, LiveService, TaskSet
from generator.live.task_definition import Container
from generator.live.traffic import LiveLoadBalancer, LiveRule, LiveTargetGroup, Target
from tests.unit.project import project

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
DENIED: Part[Any] = Part(refusal=OutsideError("AWS refused X", "not authorized [AccessDenied]", "ask for it"))
NOT_DEPLOYED: Part[Any] = Part()
ACTION = PipelineAction("Act", "Succeeded", "", "", "", NOON, is_asking=False)


def status(**parts: Any) -> Status:
    """All is well."""
    return replace(
        Status(
            project=project(),
            account="123456789012",
            stacks=Part((stack(),)),
            pipeline=Part(pipeline(stage("Source"), stage("Deploy"))),
            release=Part(ReleaseState(deployment(), None, None)),
            service=Part(service(task_set("blue", "PRIMARY", "1.2.3"))),
            traffic=Part(traffic(blue=100)),
            alarms=Part(AlarmState((), ())),
        ),
        **parts,
    )


def stack(state: str = "CREATE_COMPLETE", **more: Any) -> StackState:
    is_settled, is_busy = state.endswith("_COMPLETE"), state.endswith("_IN_PROGRESS")
    return replace(StackState("shop-prod-alb", state, (), ("ProductionRule",), is_settled, is_busy), **more)


def stage(name: str, state: str = "Succeeded", *actions: PipelineAction) -> PipelineStage:
    return PipelineStage(name, state, "e-1", actions or (ACTION,), "", ())


def pipeline(*stages: PipelineStage, trigger: str = "WebhookV2") -> PipelineState:
    newest = PipelineExecution("e-1", "Succeeded", trigger, NOON, "01234567 Add a basket")
    return PipelineState(Pipeline("shop-prod", "us-west-2", stages), newest)


def deployment(state: str = "Succeeded", **more: Any) -> Deployment:
    ended = None if state == "InProgress" else NOON
    return replace(Deployment("d-1", state, NOON, ended, "", "", "", "", is_waiting_to_end=False), **more)


def canary(percent: float) -> DeploymentProgress:
    shares = (
        TrafficShare("original", "PRIMARY", "shop-prod-blue", 100 - percent, 2, 2, 0),
        TrafficShare("replacement", "ACTIVE", "shop-prod-green", percent, 2, 2, 0),
    )
    steps = (LifecycleStep("Install", "Succeeded", ""), LifecycleStep("AllowTraffic", "InProgress", ""))
    return DeploymentProgress(shares, steps)


def target_group(colour: str) -> str:
    return f"arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/shop-prod-{colour}/1"


def task_set(colour: str, state: str, version: str, running: int = 2) -> TaskSet:
    """The version is that of its task definition: see :func:`service`."""
    return TaskSet(f"ecs-svc/{colour}", state, version, 2, running, 2 - running, _routes(colour))


def _routes(colour: str) -> tuple[ContainerRoute, ...]:
    return (ContainerRoute(target_group(colour), "shop", 3000),)


def service(*task_sets: TaskSet, **more: Any) -> ServiceState:
    """Task definitions are called after their versions here."""
    live = LiveService("shop-prod", "ACTIVE", "CODE_DEPLOY", 2, 2, 0, "1.2.3", _routes("blue"), task_sets, ())
    versions = {"1.2.3", *(each.task_definition for each in task_sets)}
    containers = {
        version: Container("shop", f"shop@sha256:{version}", (3000,), {"VERSION": version}) for version in versions
    }
    return replace(ServiceState(live, containers, Part(), ()), **more)


def traffic(healthy: int = 2, **weights: int) -> TrafficState:
    """Each colour with a weight has healthy targets; a negative number of them is unhealthy."""
    groups = {
        colour: LiveTargetGroup(target_group(colour), f"shop-prod-{colour}", 3000, "ip", ())
        for colour in ("blue", "green")
    }
    state, reason = ("healthy", "") if healthy > 0 else ("unhealthy", "code 503")
    targets = tuple(Target(f"10.0.0.{number}", 3000, state, reason) for number in range(abs(healthy)))
    return TrafficState(
        load_balancer=LiveLoadBalancer("arn", "shop-prod", "shop-prod-1.elb.amazonaws.com", "active"),
        rule=LiveRule("arn", "1", {target_group(colour): weight for colour, weight in weights.items()}),
        groups=groups,
        targets={colour: targets if weights.get(colour) else () for colour in groups},
    )


def alarm(state: str, name: str = "shop-prod-blue-errors") -> LiveAlarm:
    return LiveAlarm(name, "", state, "Threshold crossed", NOON)
