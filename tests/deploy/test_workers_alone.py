"""An environment in which nothing answers requests: it has no load balancer, and the first that answers brings one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploy.world import SPEC, World

pytestmark = pytest.mark.emulator
_WORKER = "services:\n  mailer: {kind: worker, context: mailer, queue: {visibility: 60}}\n"
_ALONE = SPEC.replace("service:\n  port: 3000\n", _WORKER)


def test_the_load_balancer_comes_with_the_first_that_answers(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, _ALONE)
    ran = world.deploy()
    assert ran.returncode == 0, ran.stderr
    alone = world.states()
    assert "shop-dev--mailer-service" in alone
    assert "shop-dev-alb" not in alone
    assert not world.account.client("elbv2").describe_load_balancers()["LoadBalancers"]
    assert {stack["action"] for stack in world.plan()["stacks"]} == {"nothing"}

    world.write(SPEC + _WORKER)
    ran = world.deploy()
    assert ran.returncode == 0, ran.stderr
    assert {"shop-dev-alb", "shop-dev-ecs"} <= set(world.states())

    world.write(SPEC)
    ran = world.deploy()
    assert ran.returncode == 1
    assert "dev has the worker mailer in AWS, and not here: its stacks would be left behind" in ran.stderr


def test_a_worker_that_left_the_spec_is_told_of_where_there_is_no_load_balancer(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, _ALONE.replace("mailer", "sender"))
    assert world.deploy().returncode == 0
    world.write(_ALONE)
    ran = world.deploy()
    assert ran.returncode == 1
    assert "dev has the worker sender in AWS, and not here" in ran.stderr
