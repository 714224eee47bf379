"""An environment in which releases have moved what they own, and whose spec then changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deploy.world import SPEC, World

pytestmark = pytest.mark.emulator
_CHANGED = SPEC.replace(
    "service:\n  port: 3000\n",
    """\
tags: {team: checkout}
service:
  port: 3000
  cpu: 512
  memory: 1024
  count: {min: 2, max: 6, cpu: 60}
  health_check: {path: /health, interval: 20}
  log_retention: 90
  permissions: [{actions: [s3:GetObject], resources: ["arn:aws:s3:::a/*"]}]
release: {percent: 20, keep_old: 30, alarms: {latency: 3}}
load_balancer: {allow: [10.0.0.0/8]}
notifications: {email: [team@example.com]}
""",
)


def test_an_update_leaves_what_a_release_has_moved(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    assert world.deploy().returncode == 0
    _release(world)
    before = _owned(world)
    assert before["rules"] == {"ProductionRule": "green", "TestRule": "green"}
    world.write(_CHANGED)
    ran = world.deploy()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert _owned(world) == before
    for stack in ("alb", "routes", "ecs", "iam", "monitoring", "codedeploy", "pipeline", "network"):
        assert world.states()[f"shop-dev-{stack}"] == "UPDATE_COMPLETE", "or what was left alone proves nothing"
    again = world.plan()
    assert [stack["name"] for stack in again["stacks"] if stack["changes"]] == []


def test_going_back_to_the_first_spec_leaves_it_too(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, _CHANGED)
    assert world.deploy().returncode == 0
    _release(world)
    before = _owned(world)
    world.write(SPEC)
    ran = world.deploy()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert _owned(world) == before


def _release(world: World) -> None:
    """What CodeDeploy leaves behind: all traffic on the other target group, which both rules name now.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
    """
    elb, made = world.account.client("elbv2"), world.account.resources("shop-dev-routes")
    for rule in ("ProductionRule", "TestRule"):
        elb.modify_rule(RuleArn=made[rule], Actions=[{"Type": "forward", "TargetGroupArn": made["GreenTargetGroup"]}])


def _owned(world: World) -> dict[str, Any]:
    """What releases own, as the services have it."""
    elb, made = world.account.client("elbv2"), world.account.resources("shop-dev-routes")
    colours = {made["BlueTargetGroup"]: "blue", made["GreenTargetGroup"]: "green"}
    rules = {}
    for name in ("ProductionRule", "TestRule"):
        [rule] = elb.describe_rules(RuleArns=[made[name]])["Rules"]
        [action] = rule["Actions"]
        rules[name] = colours[action["TargetGroupArn"]]
    [service] = world.account.client("ecs").describe_services(cluster="shop-dev", services=["shop-dev"])["services"]
    kept = ("serviceArn", "taskDefinition", "loadBalancers", "deploymentController", "networkConfiguration")
    return {"rules": rules, "service": {key: service.get(key) for key in kept}}
