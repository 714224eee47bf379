"""A team grows from one service to five in one environment, and each goes its own way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deploy.world import SPEC, World
from tests.emulator.process import post

pytestmark = pytest.mark.emulator
_NOUNS = ("iam", "routes", "ecs", "monitoring", "codedeploy", "pipeline")
_PRIORITIES = {"api": 100, "backend": 100, "mail": 200, "jobs": 300, "till": 400}
_BESIDE = "  {name}: {{context: {name}, port: 8080, route: {{path: [/{name}/*], priority: {priority}}}}}\n"


def _spec(*services: str) -> str:
    """The main service, and others beside it."""
    others = [_BESIDE.format(name=name, priority=_PRIORITIES[name]) for name in services]
    return SPEC + ("services:\n" + "".join(others) if others else "")


@pytest.fixture(scope="module")
def world(running: str, tmp_path_factory: pytest.TempPathFactory) -> World:
    """One service, released: its rules name the green target group."""
    post(running, "/_ministack/reset", {})
    made = World.make(running, tmp_path_factory.mktemp("world"), _spec())
    ran = made.deploy()
    assert ran.returncode == 0, ran.stderr
    _release(made, "shop-dev")
    return made


def _release(world: World, base: str) -> None:
    """What CodeDeploy leaves behind: both rules of the service name the other target group."""
    elb, made = world.account.client("elbv2"), world.account.resources(f"{base}-routes")
    for rule in ("ProductionRule", "TestRule"):
        elb.modify_rule(RuleArn=made[rule], Actions=[{"Type": "forward", "TargetGroupArn": made["GreenTargetGroup"]}])


def _rules(world: World, base: str) -> list[dict[str, Any]]:
    """The rules of a service, as the load balancer has them."""
    elb, made = world.account.client("elbv2"), world.account.resources(f"{base}-routes")
    return list(elb.describe_rules(RuleArns=[made["ProductionRule"], made["TestRule"]])["Rules"])


def _history(world: World, base: str) -> dict[str, int]:
    """How much has happened to each stack of a service."""
    pages = world.account.client("cloudformation").get_paginator("describe_stack_events")
    names = [f"{base}-{noun}" for noun in _NOUNS]
    return {name: sum(len(page["StackEvents"]) for page in pages.paginate(StackName=name)) for name in names}


def _changed(world: World) -> set[str]:
    """The stacks that a deploy of all would change or make."""
    document = world.plan()
    assert document["ok"], document
    return {stack["name"] for stack in document["stacks"] if stack["action"] != "nothing"}


def test_a_second_service_that_fails_at_any_stack_leaves_the_first_alone(world: World) -> None:
    world.write(_spec("api"))
    rules, history = _rules(world, "shop-dev"), _history(world, "shop-dev")
    stacks = {"shop--api-ecr", *(f"shop-dev--api-{noun}" for noun in _NOUNS)}
    for name in stacks:
        world.fault(stack=name, resource="", action="create", message="the moon is full")
    failed: set[str] = set()
    while (ran := world.deploy("-s", "api")).returncode:
        assert "the moon is full" in ran.stderr, ran.stderr
        assert "left out: shop-ecr, shop-dev-iam, shop-dev-routes" in ran.stderr
        failed |= {name for name, status in world.states().items() if status == "ROLLBACK_COMPLETE"}
    assert failed == stacks
    assert (_rules(world, "shop-dev"), _history(world, "shop-dev")) == (rules, history)
    # What the balancer answers itself can no longer be charged to the first one.
    assert _changed(world) == {"shop-dev-monitoring", "shop-dev-codedeploy", "shop-dev-dashboard"}


def test_three_more_change_nothing_of_the_two(world: World) -> None:
    world.write(_spec("api"))
    assert world.deploy().returncode == 0
    _release(world, "shop-dev--api")
    rules = [_rules(world, base) for base in ("shop-dev", "shop-dev--api")]
    world.write(_spec("api", "mail", "jobs", "till"))
    made = {f"shop-dev--{name}-{noun}" for name in ("mail", "jobs", "till") for noun in _NOUNS}
    images = {f"shop--{name}-ecr" for name in ("mail", "jobs", "till")}
    assert _changed(world) == {*made, *images, "shop-dev-dashboard"}
    ran = world.deploy()
    assert ran.returncode == 0, ran.stderr
    assert [_rules(world, base) for base in ("shop-dev", "shop-dev--api")] == rules
    assert _changed(world) == set()


def test_a_change_of_one_leaves_what_releases_moved_of_the_others(world: World) -> None:
    text = _spec("api", "mail", "jobs", "till")
    world.write(text.replace("  port: 3000", "  port: 3000\n  health_check: {path: /health, interval: 20}"))
    rules = [_rules(world, base) for base in ("shop-dev", "shop-dev--api", "shop-dev--mail")]
    assert {rule["Actions"][0]["TargetGroupArn"] for rule in rules[1]} != {
        rule["Actions"][0]["TargetGroupArn"] for rule in rules[2]
    }
    assert _changed(world) == {"shop-dev-routes"}
    ran = world.deploy("-s", "main")
    assert ran.returncode == 0, ran.stderr
    assert [_rules(world, base) for base in ("shop-dev", "shop-dev--api", "shop-dev--mail")] == rules


def test_renaming_one_is_refused_with_the_way(world: World) -> None:
    world.write(_spec("backend", "mail", "jobs", "till"))
    before = world.events()
    ran = world.deploy()
    assert ran.returncode == 1, ran.stderr
    said = " ".join(ran.stderr.split())
    assert "specs/shop.yaml:1:1: error: dev has the service api in AWS, and not here" in said
    assert f"put it back, run canaryform destroy {world.spec} -e dev -s api, then take it out" in said
    assert world.events() == before


def test_one_goes_and_the_others_stay(world: World) -> None:
    world.write(_spec("api", "mail", "jobs", "till"))
    rules, history = _rules(world, "shop-dev"), _history(world, "shop-dev")
    ran = world.destroy("-s", "api", "--yes")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert not [name for name in world.states() if name.startswith("shop-dev--api-")]
    assert "shop--api-ecr" in world.states()
    assert (_rules(world, "shop-dev"), _history(world, "shop-dev")) == (rules, history)
    world.write(_spec("mail", "jobs", "till"))
    # The health check that only the spec of another test has.
    assert _changed(world) == {"shop-dev-routes"}
