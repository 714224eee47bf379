"""``canaryform rollback`` out of a release by ECS, and to an earlier one."""

from __future__ import annotations

import pytest

from generator.app.rollback.commit import Source
from generator.app.rollback.plan import Wish, plan, refuse_wish
from generator.app.rollback.run import run
from generator.errors import OutsideError, SpecError
from tests.ecs.environment import Shop
from tests.ecs.target import targeting
from tests.live.release import COMMIT, RUN
from tests.live.stand_in import Answers

_ID = "000000000000000000001"
_GIT = (Source("git", lambda tag: COMMIT, "has no such tag"),)
_STARTS: Answers = {("codepipeline", "StartPipelineExecution"): {"pipelineExecutionId": RUN}}


def test_a_release_is_stopped_and_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    shop, told = Shop(), list[str]()
    shop.release()
    with targeting(shop, monkeypatch) as (target, _):
        made = plan(target, Wish())
        assert made.steps(waits=True) == (
            f"stop the deployment {_ID}, which has 10 % of the traffic on its new tasks: "
            "all traffic goes back to v1.2.3",
            "wait until that has ended",
        )
        run(target, made, told.append, waits=True, sleep=lambda _: shop.service.advance(1))
    assert told == [
        f"{_ID} is being stopped",
        f"rollback {_ID} ROLLBACK_REQUESTED: stopped by StopServiceDeployment",
        f"rollback {_ID} ROLLBACK_IN_PROGRESS: stopped by StopServiceDeployment",
        f"rollback {_ID} ROLLBACK_SUCCESSFUL: stopped by StopServiceDeployment",
        "all traffic is back on v1.2.3",
    ]
    assert [*shop.service.weights.values()] == [100, 0]


def test_it_ends_before_it_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.release()
    with targeting(shop, monkeypatch) as (target, _):
        made = plan(target, Wish())
        shop.service.advance(60)
        with pytest.raises(OutsideError, match="it has ended meanwhile"):
            run(target, made, lambda _: None, waits=True)


def test_a_rollback_that_runs_is_only_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.release()
    shop.fire("shop-prod-green-errors")
    with targeting(shop, monkeypatch) as (target, _):
        made = plan(target, Wish())
    assert not made.stops
    assert made.steps(waits=True) == (f"wait until the rollback {_ID}, which runs already, has ended",)


def test_an_earlier_release_is_started_though_an_alarm_fires(monkeypatch: pytest.MonkeyPatch) -> None:
    """ECS would not stop it, so that nothing has to be told to leave the alarm out; a person is told."""
    shop = Shop()
    shop.release(minutes=60)
    shop.fire("shop-prod-green-errors")
    with targeting(shop, monkeypatch, _STARTS) as (target, _):
        made = plan(target, Wish("v1.2.2", sources=_GIT))
        assert run(target, made, lambda _: None, waits=True) == RUN
    assert any(
        "shop-prod-green-errors fires since" in note and "ECS leaves out of a whole release" in note
        for note in made.notes
    )


def test_despite_alarms_is_for_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    with targeting(Shop(), monkeypatch) as (target, _), pytest.raises(SpecError) as refused:
        refuse_wish(target, Wish("v1.2.2", despite_alarms=True))
    [problem] = refused.value.problems
    assert problem.message.startswith("needs no --despite-alarms: ECS ignores, in all of a release, an alarm")
    assert problem.hint == "canaryform rollback specs/shop.yaml -e prod --to v1.2.2"


def test_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    with targeting(Shop(), monkeypatch) as (target, _), pytest.raises(SpecError) as refused:
        plan(target, Wish())
    [problem] = refused.value.problems
    assert problem.message == "has no deployment that could be stopped, and v1.2.3 runs"


@pytest.mark.parametrize("minutes", [0, 1, 3, 6, 11, 13])
def test_at_every_stage_all_traffic_comes_back(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    shop = Shop()
    made = shop.release(minutes)
    assert made.is_running
    with targeting(shop, monkeypatch) as (target, _):
        run(target, plan(target, Wish()), lambda _: None, waits=True, sleep=lambda _: shop.service.advance(1))
    assert made.status == "ROLLBACK_SUCCESSFUL"
    assert [*shop.service.weights.values()] == [100, 0]
    assert shop.service.running(made.target.group) == 0
