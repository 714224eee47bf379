"""The model of a deployment keeps what ECS promises, on every path through it."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ecs.configuration import Configuration, Hook, RefusedError, configuration
from tests.ecs.service import EcsService
from tests.property.examples import examples

_PAUSABLE = ("PRE_SCALE_UP", "POST_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT", "PRE_PRODUCTION_TRAFFIC_SHIFT")
_ALARMS = ("errors", "latency")


def _service(**changed: Any) -> EcsService:
    return EcsService(
        arn="arn:aws:ecs:us-west-2:123456789012:service/shop-prod/shop-prod",
        groups=("blue", "green"),
        task_definition="shop:1",
        begun=datetime(2026, 1, 2, 12, tzinfo=UTC),
        container=("shop", 3000),
        configuration=Configuration(**{"alarms": _ALARMS, **changed}),
    )


_HOOKS = st.builds(
    Hook,
    stages=st.sets(st.sampled_from(_PAUSABLE), min_size=1).map(lambda names: tuple(sorted(names))),
    type=st.sampled_from(("PAUSE", "AWS_LAMBDA")),
    timeout=st.integers(1, 30),
    action=st.sampled_from(("ROLLBACK", "CONTINUE")),
    function=st.sampled_from(("good", "bad", "slow")),
)
_CONFIGURATIONS = st.builds(
    Configuration,
    strategy=st.sampled_from(("BLUE_GREEN", "CANARY", "LINEAR")),
    percent=st.integers(30, 1000).map(lambda tenths: tenths / 10),
    minutes=st.integers(0, 8),
    bake=st.integers(0, 8),
    hooks=st.lists(_HOOKS, max_size=2).map(tuple),
    alarms=st.just(_ALARMS),
    goes_back=st.booleans(),
)
_DEEDS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 12)),
    st.tuples(st.just("on"), st.sampled_from((*_ALARMS, "another"))),
    st.tuples(st.just("off"), st.sampled_from(_ALARMS)),
    st.tuples(st.just("release"), st.integers(2, 4)),
    st.tuples(st.just("stop"), st.sampled_from(("ROLLBACK", "ABORT"))),
    st.tuples(st.just("continue"), st.sampled_from(("CONTINUE", "ROLLBACK", "WAIT"))),
)


def _do(service: EcsService, what: str, value: Any) -> None:
    """Raises RefusedError."""
    last = service.deployments[-1] if service.deployments else None
    if what == "wait":
        service.advance(value)
    elif what in {"on", "off"}:
        service.set_alarm(value, is_on=what == "on")
    elif what == "release":
        service.release(f"shop:{value}")
    elif last and what == "stop":
        last.stop(value)
    elif last:
        last.go_on(last.hooks[-1].id if last.hooks else "ecs-pause-0", value)


def _holds(service: EcsService) -> None:
    for weights in (service.weights, service.test_weights):
        assert sum(weights.values()) == pytest.approx(100)
        assert all(0 <= percent <= 100 for percent in weights.values())
    empty = [group for group, percent in service.weights.items() if percent and not service.running(group)]
    assert not empty
    assert sum(each.is_running for each in service.deployments) <= 1


@given(wanted=_CONFIGURATIONS, starts=st.booleans(), deeds=st.lists(_DEEDS, max_size=12))
@settings(max_examples=examples(test=40, gate=600), deadline=None)
def test_on_every_path(wanted: Configuration, starts: bool, deeds: list[tuple[str, Any]]) -> None:
    """Weights sum to 100, traffic is never on a group without tasks, and what is refused changes nothing."""
    service = _service()
    service.configuration, service.starts = wanted, starts
    service.functions.update(good="SUCCEEDED", bad="FAILED", slow="IN_PROGRESS")
    for what, value in deeds:
        before = deepcopy(service)
        try:
            _do(service, what, value)
        except RefusedError:
            assert service == before
        _holds(service)
    service.starts = True
    service.advance(4000)
    _holds(service)
    assert service.current is None
    for group, percent in service.weights.items():
        is_stopped = bool(service.deployments) and service.deployments[-1].status == "STOPPED"
        assert percent in {0, 100} or is_stopped, group


@pytest.mark.parametrize(
    ("changed", "weights"),
    [
        ({"strategy": "BLUE_GREEN"}, (100,)),
        ({"strategy": "CANARY", "percent": 0.1}, (0.1, 100)),
        ({"strategy": "LINEAR", "percent": 25.0}, (25, 50, 75, 100)),
        ({"strategy": "LINEAR", "percent": 33.4}, (33.4, 66.8, 100)),
    ],
)
def test_the_steps_of_each_strategy(changed: dict[str, Any], weights: tuple[float, ...]) -> None:
    service = _service(minutes=3, **changed)
    service.release("shop:2")
    seen = [0.0]
    while service.current:
        service.advance(1)
        if service.weights["green"] != seen[-1]:
            seen.append(service.weights["green"])
    assert tuple(seen[1:]) == weights
    assert service.live.task_definition == "shop:2"
    assert service.running("blue") == 0


def test_a_canary_is_alone_for_its_minutes() -> None:
    service = _service(percent=10.0, minutes=7)
    service.release("shop:2")
    minutes = 0
    while service.current:
        service.advance(1)
        minutes += service.weights["green"] == 10
    assert minutes == 7


def test_a_pause_waits_and_goes_on() -> None:
    service = _service(hooks=(Hook(("PRE_PRODUCTION_TRAFFIC_SHIFT",), timeout=60),))
    deployment = service.release("shop:2")
    for weight in (0, 10):
        service.advance(40)
        assert service.weights["green"] == weight
        [hook] = deployment.open_hooks
        deployment.go_on(hook.id, "CONTINUE")
    service.advance(40)
    assert deployment.status == "SUCCESSFUL"


@pytest.mark.parametrize(("action", "status"), [("ROLLBACK", "ROLLBACK_SUCCESSFUL"), ("CONTINUE", "SUCCESSFUL")])
def test_a_pause_that_nobody_answers(action: str, status: str) -> None:
    service = _service(hooks=(Hook(("POST_TEST_TRAFFIC_SHIFT",), timeout=30, action=action),))
    deployment = service.release("shop:2")
    service.advance(100)
    assert deployment.status == status


def test_an_alarm_takes_it_back() -> None:
    service = _service()
    deployment = service.release("shop:2")
    service.advance(6)
    assert service.weights == {"blue": 90, "green": 10}
    service.set_alarm("errors", is_on=True)
    service.advance(5)
    assert (deployment.status, deployment.triggered) == ("ROLLBACK_SUCCESSFUL", ["errors"])
    assert service.weights == {"blue": 100, "green": 0}


def test_an_alarm_that_was_on_before_is_ignored_to_the_end() -> None:
    service = _service()
    service.set_alarm("errors", is_on=True)
    deployment = service.release("shop:2")
    service.advance(6)
    service.set_alarm("errors", is_on=False)
    service.set_alarm("errors", is_on=True)
    service.advance(40)
    assert deployment.status == "SUCCESSFUL"


def test_tasks_that_never_start_end_after_a_day() -> None:
    service = _service()
    service.starts = False
    deployment = service.release("shop:2")
    service.advance(1000)
    assert (deployment.status, deployment.stage) == ("IN_PROGRESS", "SCALE_UP")
    service.advance(500)
    assert deployment.status == "ROLLBACK_SUCCESSFUL"


@pytest.mark.parametrize(
    "wrong",
    [
        {"strategy": "ROLLING"},
        {"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 0.05}},
        {"strategy": "LINEAR", "linearConfiguration": {"stepPercent": 2.0}},
        {"strategy": "CANARY", "canaryConfiguration": {"canaryBakeTimeInMinutes": 1441}},
        {"strategy": "CANARY", "bakeTimeInMinutes": -1},
        {"strategy": "CANARY", "deploymentCircuitBreaker": {"enable": True, "rollback": True}},
        {"strategy": "CANARY", "lifecycleHooks": [{"targetType": "PAUSE", "lifecycleStages": ["TEST_TRAFFIC_SHIFT"]}]},
        {"strategy": "CANARY", "lifecycleHooks": [{"targetType": "PAUSE"}]},
        {"strategy": "CANARY", "lifecycleHooks": [{"lifecycleStages": ["POST_SCALE_UP"]}]},
    ],
)
def test_what_ecs_refuses(wrong: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        configuration(wrong)
