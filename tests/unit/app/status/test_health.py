"""What is bad, what is unknown, and what is neither."""

from dataclasses import replace

import pytest

from generator.app.status.alarm import AlarmState
from generator.app.status.health import Health, health
from generator.app.status.part import Part
from tests.unit.app.status.state import DENIED, NOT_DEPLOYED, alarm, pipeline, service, stack, stage, status, traffic


def test_all_is_well() -> None:
    assert health(status()).is_well


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"stacks": Part((stack("ROLLBACK_FAILED"),))}, "the stack shop-prod-alb is ROLLBACK_FAILED"),
        (
            {"stacks": Part((stack("ROLLBACK_COMPLETE", is_settled=False),))},
            "the stack shop-prod-alb is ROLLBACK_COMPLETE",
        ),
        ({"stacks": Part((stack(""),))}, "nothing is deployed"),
        ({"stacks": Part((stack(""), stack(name="shop-prod-ecs")))}, "not deployed: shop-prod-alb"),
        ({"pipeline": Part(pipeline(stage("Build", "Failed")))}, "the pipeline's stage Build failed"),
        ({"alarms": Part(AlarmState((alarm("ALARM"),), ()))}, "the alarm shop-prod-blue-errors is firing"),
        ({"traffic": Part(traffic(-1, blue=100))}, "blue gets traffic and has no healthy target"),
        ({"traffic": Part(traffic(0, green=100))}, "green gets traffic and has no healthy target"),
        (
            {"traffic": Part(replace(traffic(blue=1), rule=None))},
            "no rule of the load balancer sends traffic to a target group",
        ),
    ],
)
def test_faults(parts: dict[str, Part[object]], fault: str) -> None:
    assert health(status(**parts)) == Health((fault,), ())


def test_a_worker_without_a_task_is_not_well() -> None:
    """It has no traffic by which that could be seen."""
    state = service()
    gone = replace(state, service=replace(state.service, running=0))
    assert health(replace(status(traffic=Part(), service=Part(gone)), answers=False)).faults == (
        "none of 2 tasks runs",
    )
    assert health(replace(status(traffic=Part(), service=Part(state)), answers=False)).is_well


@pytest.mark.parametrize(
    "parts",
    [
        {"stacks": Part((stack("UPDATE_ROLLBACK_COMPLETE", reasons=("X: no",)),))},
        {"stacks": Part((stack("UPDATE_IN_PROGRESS"),))},
        {"pipeline": Part(pipeline(stage("Build", "Failed"), trigger="CreatePipeline"))},
        {"pipeline": Part(pipeline(stage("Build", "InProgress"), stage("Deploy", "")))},
        {"alarms": Part(AlarmState((alarm("INSUFFICIENT_DATA"), alarm("OK")), ("shop-prod-green-errors",)))},
        {"release": NOT_DEPLOYED},
    ],
)
def test_what_is_no_fault(parts: dict[str, Part[object]]) -> None:
    assert health(status(**parts)).is_well


def test_what_could_not_be_asked_is_unknown_and_hides_no_fault() -> None:
    found = health(status(stacks=DENIED, traffic=DENIED, alarms=Part(AlarmState((alarm("ALARM"),), ()))))
    assert found == Health(("the alarm shop-prod-blue-errors is firing",), ("traffic", "stacks"))
    assert not found.is_well
