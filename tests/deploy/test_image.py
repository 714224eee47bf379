"""A service whose pipeline is given up, and whose images somebody else releases from then on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deploy.world import SPEC, World

pytestmark = pytest.mark.emulator
_ALONE = SPEC.replace("environments:", "release: {pipeline: false}\nenvironments:")
_PIPELINE = "shop-dev-pipeline"


def test_a_pipeline_is_deleted_before_its_roles_go(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    assert world.deploy().returncode == 0
    world.write(_ALONE)
    refused = world.deploy()
    assert refused.returncode == 1
    assert "main has a pipeline in AWS, and none here" in refused.stderr
    client = world.account.client("cloudformation")
    client.delete_stack(StackName=_PIPELINE)
    client.get_waiter("stack_delete_complete").wait(StackName=_PIPELINE, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    ran = world.deploy()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert {"CodebuildRole", "CodepipelineRole"}.isdisjoint(world.account.resources("shop-dev-iam"))
    assert "TaskRole" in world.account.resources("shop-dev-iam")
    assert [stack["name"] for stack in world.plan()["stacks"] if stack["changes"]] == []


def test_an_image_is_released_of_a_service_that_never_had_one(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, _ALONE)
    ran = world.deploy()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert _PIPELINE not in world.states()
    image = f"{world.account.number}.dkr.ecr.us-west-2.amazonaws.com/shop/dev@sha256:{'a' * 64}"
    ran = world.account.canaryform("deploy", world.spec, "-e", "dev", "--image", image, "--version", "1.2.3", "--yes")
    # The emulator knows no deployments: that they are begun is asked of stand-ins, in tests/live and tests/ecs.
    assert (ran.returncode, "the emulator of codedeploy has no CreateDeployment" in ran.stderr) == (3, True)
    [container] = _newest(world)["containerDefinitions"]
    assert container["image"] == image
    assert {"name": "VERSION", "value": "1.2.3"} in container["environment"]


def _newest(world: World) -> dict[str, Any]:
    """The revision that was registered last."""
    found = world.account.client("ecs").describe_task_definition(taskDefinition="shop-dev")
    return dict(found["taskDefinition"])
