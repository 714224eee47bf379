"""A service that ECS releases: a release through the stack's parameters, and changes of the spec before and after it.

No emulator here shifts traffic: that ECS does so is not proven.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deploy.world import SPEC, World
from tests.emulator.process import ACCOUNT

pytestmark = pytest.mark.emulator
_SPEC = SPEC.replace("environments:", "release: {engine: ecs, pause: tested}\nenvironments:")
_CHANGED = _SPEC.replace(
    "  port: 3000\n",
    "  port: 3000\n  cpu: 512\n  memory: 1024\n  environment: {LEVEL: debug}\n  health_check: {grace: 90}\n",
)
_STACK = "shop-dev-service"
_IMAGE = f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/shop/dev@sha256:{'a' * 64}"
_VERSION = "git-0123456789ab"


def test_a_release_changes_image_and_version_and_a_deploy_keeps_both(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, _SPEC)
    ran = world.deploy()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    first = _container(world)
    assert first["image"].startswith("public.ecr.aws/")
    assert "Waiting for the first release" in " ".join(first["command"])
    rules = _rules(world)
    assert rules == {key: {"Blue": 1, "Green": 0} for key in ("ProductionRule", "TestRule")}

    _release(world)
    released = _container(world)
    assert released["image"] == _IMAGE
    assert {"name": "VERSION", "value": _VERSION} in released["environment"]
    assert "command" not in released or not released["command"]
    assert [stack["name"] for stack in world.plan()["stacks"] if stack["changes"]] == []

    world.write(_CHANGED)
    ran = world.deploy()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    changed = _container(world)
    assert changed["image"] == _IMAGE
    assert {"name": "VERSION", "value": _VERSION} in changed["environment"]
    assert {"name": "LEVEL", "value": "debug"} in changed["environment"]
    assert _service(world)["healthCheckGracePeriodSeconds"] == 90
    assert _rules(world) == rules
    assert [stack["name"] for stack in world.plan()["stacks"] if stack["changes"]] == []


def _release(world: World) -> None:
    """What the pipeline's last two actions do."""
    client = world.account.client("cloudformation")
    template = client.get_template(StackName=_STACK, TemplateStage="Original")["TemplateBody"]
    given = {"Image": _IMAGE, "Version": _VERSION}
    client.update_stack(
        StackName=_STACK,
        TemplateBody=template,
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in given.items()],
    )
    client.get_waiter("stack_update_complete").wait(StackName=_STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 120})


def _service(world: World) -> dict[str, Any]:
    [found] = world.account.client("ecs").describe_services(cluster="shop-dev", services=["shop-dev"])["services"]
    return dict(found)


def _container(world: World) -> dict[str, Any]:
    """Of the revision that the service is told to run."""
    arn = _service(world)["taskDefinition"]
    [found] = world.account.client("ecs").describe_task_definition(taskDefinition=arn)["taskDefinition"][
        "containerDefinitions"
    ]
    return dict(found)


def _rules(world: World) -> dict[str, dict[str, int]]:
    """Rule -> the weight of each group that it forwards to."""
    elb, made = world.account.client("elbv2"), world.account.resources("shop-dev-routes")
    colours = {made[f"{colour}TargetGroup"]: colour for colour in ("Blue", "Green")}
    weights = {}
    for name in ("ProductionRule", "TestRule"):
        [rule] = elb.describe_rules(RuleArns=[made[name]])["Rules"]
        [action] = rule["Actions"]
        weights[name] = {
            colours[each["TargetGroupArn"]]: each["Weight"] for each in action["ForwardConfig"]["TargetGroups"]
        }
    return weights
