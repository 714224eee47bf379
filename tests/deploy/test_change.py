"""Each kind of spec change is exactly the expected change, and what releases own is changed by none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deploy.world import SPEC, World
from tests.emulator.process import post

pytestmark = pytest.mark.emulator
_SPEC = SPEC.replace("service:\n  port: 3000\n", "service: {port: 3000}\n")
# What is put into the spec -> stack and logical ids that change with it. Nothing else may.
CHANGES: dict[str, dict[str, set[str]]] = {
    "service: {port: 3000, count: {min: 2, max: 6, cpu: 60}}": {"ecs": {"ScalableTarget", "CpuScalingPolicy"}},
    "service: {port: 3000, health_check: {path: /health, interval: 20}}": {
        "routes": {"BlueTargetGroup", "GreenTargetGroup"}
    },
    "service: {port: 3000, log_retention: 90}": {"ecs": {"LogGroup"}, "pipeline": {"BuildLogGroup"}},
    "service: {port: 3000, permissions: [{actions: [s3:GetObject], resources: ['arn:aws:s3:::a/*']}]}": {
        "iam": {"TaskRole"}
    },
    "service: {port: 3000, environment: {NODE_ENV: production}}": {},
    "service: {port: 3000}\nrelease: {alarms: {latency: 3}}": {"monitoring": {"BlueLatencyAlarm", "GreenLatencyAlarm"}},
    "service: {port: 3000}\nrelease: {percent: 20}": {"codedeploy": {"DeploymentConfig", "DeploymentGroup"}},
    "service: {port: 3000}\nrelease: {keep_old: 30}": {"codedeploy": {"DeploymentGroup"}},
    "service: {port: 3000}\nnotifications: {email: [team@example.com]}": {"base": {"SubscriptionA96E3689"}},
    "service: {port: 3000}\nload_balancer: {allow: [10.0.0.0/8]}": {"network": {"LoadBalancerSecurityGroup"}},
    "service: {port: 3000}\nload_balancer: {deletion_protection: false}": {"alb": {"LoadBalancer"}},
    "service: {port: 3000}\nbuild: {compute: medium}": {"pipeline": {"BuildProject"}},
}

# What is put into the spec -> the line that asks for it, and what would happen.
REFUSED = {
    "service:\n  exec: true\n  read_only: false\n  port: 3000": (
        "specs/shop.yaml:6:9",
        "Service of shop-dev-ecs would be changed (EnableExecuteCommand)",
    ),
    "service:\n  port: 3000\n  health_check: {grace: 90}": (
        "specs/shop.yaml:7:25",
        "Service of shop-dev-ecs would be changed (HealthCheckGracePeriodSeconds)",
    ),
    "service: {port: 4000}": ("specs/shop.yaml:5:17", "BlueTargetGroup of shop-dev-routes would be replaced (Port)"),
    "service: {port: 3000}\nload_balancer:\n  test_port: false": (
        "specs/shop.yaml:6:1",
        "TestRule of shop-dev-routes would be removed",
    ),
}


_WORSE = {"refused", "traffic", "lost", "interrupted"}
_SAYS: dict[str, set[str | None]] = {
    "Add": {"created"},
    "Remove": {"removed", *_WORSE},
    "True": {"replaced", *_WORSE},
    # A reference to what is updated in place: a change set leaves open whether its attributes change, and they do not.
    "Conditional": {None, "replaced", "updated", *_WORSE},
    "False": {"updated", *_WORSE},
}
"""``Action`` or ``Replacement`` of a change set -> the verdicts that say the same, or more."""


@pytest.fixture(scope="module")
def deployed(running: str, tmp_path_factory: pytest.TempPathFactory) -> World:
    """One that the tests only plan changes of."""
    post(running, "/_ministack/reset", {})
    world = World.make(running, tmp_path_factory.mktemp("world"), _SPEC)
    ran = world.deploy()
    assert ran.returncode == 0, ran.stderr
    return world


@pytest.mark.parametrize("text", CHANGES)
def test_a_change_changes_what_it_must_and_nothing_else(text: str, deployed: World) -> None:
    deployed.write(_SPEC.replace("service: {port: 3000}", text))
    document = deployed.plan()
    changed = {
        stack["name"].removeprefix("shop-dev-"): {change["logical_id"] for change in stack["changes"]}
        for stack in document["stacks"]
        if stack["changes"]
    }
    assert changed == CHANGES[text]
    assert document["ok"]
    assert document["not_compared"] is None
    _agree(document)


def _agree(document: dict[str, Any]) -> None:
    """What we say of each resource is what CloudFormation's change set says, as far as that goes."""
    for stack in document["stacks"]:
        effects = {effect["subject"]: effect["verdict"] for effect in stack["effects"]}
        for change in stack["changes"]:
            verdict = effects.get(change["logical_id"])
            words = _SAYS[change["replacement"] if change["action"] == "Modify" else change["action"]]
            assert verdict in words, (stack["name"], change, verdict)


@pytest.mark.parametrize("text", REFUSED)
def test_what_releases_own_is_refused_at_its_line(text: str, deployed: World) -> None:
    deployed.write(_SPEC.replace("service: {port: 3000}", text))
    before = deployed.events()
    ran = deployed.deploy()
    assert ran.returncode == 1, ran.stdout + ran.stderr
    place, message = REFUSED[text]
    assert f"{place}: error: " in ran.stderr
    assert message in ran.stderr
    assert "add an environment beside this one" in ran.stderr
    assert ran.stderr.endswith("nothing was deployed\n")
    assert deployed.events() == before


def test_a_plan_leaves_nothing_behind(deployed: World) -> None:
    deployed.write(_SPEC.replace("service: {port: 3000}", "service: {port: 3000, log_retention: 60}"))
    assert {stack["name"] for stack in deployed.plan("prod")["stacks"] if stack["action"] == "create"}
    states = deployed.states()
    assert all(name == "shop-ecr" or name.startswith("shop-dev-") for name in states), states
    cloudformation = deployed.account.client("cloudformation")
    for name in states:
        summaries = cloudformation.list_change_sets(StackName=name)["Summaries"]
        assert [row for row in summaries if row["ExecutionStatus"] == "AVAILABLE"] == []


def test_tags_reach_all_but_what_is_locked(deployed: World) -> None:
    deployed.write(_SPEC + "tags: {team: checkout}\n")
    changed = {change["logical_id"] for stack in deployed.plan()["stacks"] for change in stack["changes"]}
    assert not {"Service", "ProductionRule", "TestRule"} & changed
    assert {"Cluster", "LoadBalancer", "BlueTargetGroup", "Vpc", "TaskRole", "Pipeline", "Repository"} <= changed


def test_without_the_guard_the_stack_policy_refuses(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, _SPEC)
    assert world.deploy().returncode == 0
    world.write(_SPEC.replace("service: {port: 3000}", "service: {port: 3000, exec: true, read_only: false}"))
    generated = world.account.canaryform("generate", world.spec)
    assert generated.returncode == 0, generated.stderr
    printed = world.account.canaryform("deploy", world.spec, "-e", "dev", "--print", "--stack", "ecs")
    ran = world.account.run("/bin/bash", "-c", printed.stdout)
    assert ran.returncode
    assert world.states()["shop-dev-ecs"] == "UPDATE_ROLLBACK_COMPLETE"
    [service] = world.account.client("ecs").describe_services(cluster="shop-dev", services=["shop-dev"])["services"]
    assert service["enableExecuteCommand"] is False
