"""GitHub's deploy workflow, run step by step: its commands in bash, against the emulator, as the deployer may."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.app.build.compile import compile_spec
from tests.deploy.called import Recorder, deployer, refused
from tests.deploy.search import lost
from tests.deploy.world import CONNECTION, SPEC, World
from tests.emulator.process import post

pytestmark = pytest.mark.emulator
_WITHOUT = SPEC.replace(f"connection: {CONNECTION}\n", "")


def _steps(world: World, environment: str) -> list[dict[str, Any]]:
    """The steps that run something, of the workflow as it was generated."""
    ran = world.account.canaryform("generate", world.spec)
    assert ran.returncode == 0, ran.stderr
    file = world.account.home / "templates_out/shop/github/workflows/deploy.yml"
    job = yaml.safe_load(file.read_text("utf-8"))["jobs"][environment]
    assert job["defaults"] == {"run": {"shell": "bash"}}
    return [step for step in job["steps"] if "run" in step]


def _run(world: World, step: dict[str, Any], environment: str = "dev") -> subprocess.CompletedProcess[str]:
    """As GitHub runs ``shell: bash``: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax.

    What a step asks of AWS, the deployer of the environment may ask.
    """
    recorder = Recorder.of(world.account.home)
    calls = f"AWS_CALLS={recorder.file}"
    ran = world.account.run(
        "/usr/bin/env", calls, "/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]
    )
    made = recorder.calls()
    assert made, "nothing was recorded"
    assert refused(deployer(compile_spec(world.spec.read_text("utf-8"), "shop.yaml"), environment), made) == []
    return ran


def _run_all(world: World, steps: list[dict[str, Any]]) -> subprocess.CompletedProcess[str]:
    """Every step, up to the first one that fails."""
    for step in steps:
        ran = _run(world, step)
        if ran.returncode:
            break
    return ran


def test_everything_is_deployed_once_the_connection_is_authorised(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, _WITHOUT)
    steps = _steps(world, "dev")
    first = _run_all(world, steps)
    assert first.returncode == 3, first.stdout + first.stderr
    assert "shop-dev-pipeline waits: the connection arn:aws:codeconnections:us-west-2:" in first.stderr
    assert "shop-dev-codedeploy" in world.states()
    assert "shop-dev-pipeline" not in world.states()
    [connection] = world.account.client("codeconnections").list_connections()["Connections"]
    post(endpoint, "/_test/connections", {"arn": connection["ConnectionArn"], "name": "shop"})
    [waiting] = [number for number, step in enumerate(steps) if step["name"] == "shop-dev-pipeline"]
    second = _run_all(world, steps[waiting:])
    assert second.returncode == 0, second.stdout + second.stderr
    build = compile_spec(_WITHOUT, "shop.yaml")
    for deployment, subject in [
        (each, subject)
        for each in build.deployments
        for subject in build.subjects
        if subject.stack == each.stack and each.folder in ("shared", "dev")
    ]:
        assert not (missing := [*lost(world.account, deployment.stack, subject.data)]), "\n".join(missing)
    again = _run(world, steps[-1])
    assert (again.returncode, again.stdout.count("No changes to deploy")) == (0, 1), again.stderr


def test_what_a_failure_left_behind_is_made_anew(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    [step] = [step for step in _steps(world, "dev") if step["name"] == "shop-ecr"]
    world.fault(stack="shop-ecr", resource="Repository", action="create", message="the moon is full")
    assert _run(world, step).returncode != 0
    assert world.states() == {"shop-ecr": "ROLLBACK_COMPLETE"}
    again = _run(world, step)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "shop-ecr is ROLLBACK_COMPLETE: what is left of it is deleted first." in again.stderr
    assert world.states() == {"shop-ecr": "CREATE_COMPLETE"}


def test_a_protected_load_balancer_is_left_behind_and_goes(endpoint: str, tmp_path: Path) -> None:
    """Its deletion protection keeps it from being rolled back, and the stack from being deleted."""
    world = World.make(endpoint, tmp_path)
    world.fault(stack="shop-prod-alb", resource="ProductionListener", action="create", message="the moon is full")
    assert world.deploy(environment="prod").returncode == 3
    assert world.states()["shop-prod-alb"] == "ROLLBACK_FAILED"
    [left] = world.account.client("elbv2").describe_load_balancers()["LoadBalancers"]
    [step] = [step for step in _steps(world, "prod") if step["name"] == "shop-prod-alb"]
    again = _run(world, step, "prod")
    assert again.returncode == 0, again.stdout + again.stderr
    assert world.states()["shop-prod-alb"] == "CREATE_COMPLETE"
    [made] = world.account.client("elbv2").describe_load_balancers()["LoadBalancers"]
    assert made["LoadBalancerArn"] != left["LoadBalancerArn"]
