"""The ECS service that shifts traffic itself: what of a release its deployment configuration has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.engines.ecs.service import shifting_service
from generator.model.load_balancer import LoadBalancer
from generator.model.release import Alarms, Hooks, Release
from generator.model.service import Service
from tests.unit.engines.surroundings import AROUND
from tests.unit.project import FUNCTION, container, properties, service

BY_ECS = Release(engine="ecs")


def _made(made: Service) -> dict[str, Any]:
    return properties(shifting_service(made, AROUND))


def _deployment(**said: Any) -> Any:
    return _made(service(release=replace(BY_ECS, **said)))["DeploymentConfiguration"]


def _once_released(minutes: int) -> Any:
    return {"Fn::If": ["IsReleased", minutes, 0]}


@pytest.mark.parametrize(
    ("said", "shape"),
    [
        (
            {"percent": 2.5, "minutes": 20},
            {
                "Strategy": "CANARY",
                "CanaryConfiguration": {"CanaryPercent": 2.5, "CanaryBakeTimeInMinutes": _once_released(20)},
            },
        ),
        (
            {"strategy": "linear", "percent": 12.5, "minutes": 0},
            {"Strategy": "LINEAR", "LinearConfiguration": {"StepPercent": 12.5, "StepBakeTimeInMinutes": 0}},
        ),
        ({"strategy": "all-at-once"}, {"Strategy": "BLUE_GREEN"}),
    ],
)
def test_a_strategy_has_its_own_shape_and_waits_once_released(said: dict[str, Any], shape: dict[str, Any]) -> None:
    made = _deployment(**said, keep_old=7)
    del made["Alarms"]
    made.pop("DeploymentCircuitBreaker", None)
    assert made == {**shape, "BakeTimeInMinutes": _once_released(7)}


def test_every_alarm_takes_a_release_back_unless_the_spec_says_no() -> None:
    made = _deployment()["Alarms"]
    assert (made["Enable"], made["Rollback"], len(made["AlarmNames"])) == (True, True, 10)
    assert not _deployment(rollback=False)["Alarms"]["Rollback"]
    assert "Alarms" not in _deployment(alarms=Alarms(None, None, None, None, None))


def test_tasks_that_never_start_end_a_release_by_an_alarm_and_where_ecs_takes_one_by_a_circuit_breaker() -> None:
    name = "shop-prod-tasks-failed"
    assert name in _deployment()["Alarms"]["AlarmNames"]
    assert "DeploymentCircuitBreaker" not in _deployment()
    at_once = _deployment(strategy="all-at-once", rollback=False)
    assert at_once["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": False}
    off = _deployment(strategy="all-at-once", alarms=Alarms(tasks=None))
    assert "DeploymentCircuitBreaker" not in off
    assert name not in off["Alarms"]["AlarmNames"]


@pytest.mark.parametrize(
    ("pause", "stage"), [("tested", "POST_TEST_TRAFFIC_SHIFT"), ("step", "PRE_PRODUCTION_TRAFFIC_SHIFT")]
)
@pytest.mark.parametrize(("timeout", "minutes"), [(None, 60), (5, 5)])
def test_a_pause_rolls_back_where_nobody_answers(pause: str, stage: str, timeout: int | None, minutes: int) -> None:
    [condition, [hook], otherwise] = _deployment(pause=pause, pause_timeout=timeout)["LifecycleHooks"]["Fn::If"]
    assert (condition, otherwise) == ("IsReleased", {"Ref": "AWS::NoValue"})
    assert hook == {
        "TargetType": "PAUSE",
        "LifecycleStages": [stage],
        "TimeoutConfiguration": {"TimeoutInMinutes": minutes, "Action": "ROLLBACK"},
    }


def test_functions_are_called_before_a_person_is_asked() -> None:
    hooks = Hooks(after_test_traffic=FUNCTION, before_install="check", made_for="ecs")
    [_, made, _] = _deployment(hooks=hooks, pause="tested")["LifecycleHooks"]["Fn::If"]
    assert [hook["LifecycleStages"] for hook in made] == [
        ["PRE_SCALE_UP"], ["POST_TEST_TRAFFIC_SHIFT"], ["POST_TEST_TRAFFIC_SHIFT"],
    ]  # fmt: skip
    assert made[1] == {
        "HookTargetArn": FUNCTION,
        "RoleArn": "arn:role/hook",
        "LifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
    }
    assert made[2]["TargetType"] == "PAUSE"


def test_both_groups_and_both_rules_are_ecs_s_to_move() -> None:
    [balancer] = _made(service(release=BY_ECS))["LoadBalancers"]
    assert balancer == {
        "ContainerName": "shop",
        "ContainerPort": 3000,
        "TargetGroupArn": "arn:blue",
        "AdvancedConfiguration": {
            "AlternateTargetGroupArn": "arn:green",
            "ProductionListenerRule": "arn:rule/Production",
            "TestListenerRule": "arn:rule/Test",
            "RoleArn": "arn:role/ecs",
        },
    }
    [untested] = _made(service(release=BY_ECS, load_balancer=LoadBalancer(test_port=None)))["LoadBalancers"]
    assert "TestListenerRule" not in untested["AdvancedConfiguration"]


def test_spot_is_the_service_s_own() -> None:
    made = _made(service(release=BY_ECS, container=container(spot=True)))
    assert made["CapacityProviderStrategy"] == [
        {"CapacityProvider": "FARGATE", "Base": 1, "Weight": 1},
        {"CapacityProvider": "FARGATE_SPOT", "Base": 0, "Weight": 3},
    ]
    made = _made(service(release=BY_ECS, container=container(spot=True, on_demand=0)))
    assert made["CapacityProviderStrategy"] == [{"CapacityProvider": "FARGATE_SPOT", "Base": 0, "Weight": 1}]
    assert "DesiredCount" not in made, "the number of tasks is the scalable target's"
