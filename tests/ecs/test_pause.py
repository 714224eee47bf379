"""A release that waits for a person is let go on, or taken back; where none waits, it says what does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.app.pause.plan import CONTINUE, ROLLBACK, plan, refuse_pause
from generator.app.pause.run import run
from generator.errors import OutsideError, SpecError
from generator.model.release import Release
from tests.ecs.configuration import Hook
from tests.ecs.environment import Shop
from tests.ecs.target import targeting

_HOOK = Hook(("POST_TEST_TRAFFIC_SHIFT",), timeout=60)
_ID = "000000000000000000001"


def _waiting() -> Shop:
    shop = Shop()
    shop.release(hooks=(_HOOK,))
    return shop


def _refusal(shop: Shop, patch: pytest.MonkeyPatch) -> str:
    with targeting(shop, patch) as (target, aws), pytest.raises(SpecError) as refused:
        plan(target, CONTINUE)
    assert "ContinueServiceDeployment" not in {each.operation for each in aws.requests}
    [problem] = refused.value.problems
    return f"{problem.message}; {problem.hint}"


def test_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    shop, told = _waiting(), list[str]()
    with targeting(shop, monkeypatch) as (target, _):
        made = plan(target, CONTINUE)
        assert made.steps(waits=True) == (
            f"let the deployment {_ID} go on, which waits at POST_TEST_TRAFFIC_SHIFT, with 0 % of the traffic on its "
            "new tasks",
        )
        assert made.notes == ("without an answer until 2026-01-02 13:03Z it is taken back",)
        run(target, made, told.append, waits=True)
    assert told == [f"{_ID} goes on"]
    shop.service.advance(60)
    assert shop.service.deployments[0].status == "SUCCESSFUL"


def test_it_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    shop, told = _waiting(), list[str]()
    with targeting(shop, monkeypatch) as (target, _):
        made = plan(target, ROLLBACK)
        assert made.steps(waits=True)[0].endswith(": all traffic goes back to v1.2.3")
        assert made.steps(waits=True)[1:] == ("wait until that has ended",)
        run(target, made, told.append, waits=True, sleep=lambda _: shop.service.advance(1))
    assert told[0] == f"{_ID} is being taken back"
    assert told[-2:] == [
        f"rollback {_ID} ROLLBACK_SUCCESSFUL: rolled back by ContinueServiceDeployment",
        "all traffic is back on v1.2.3",
    ]


def test_somebody_else_was_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = _waiting()
    with targeting(shop, monkeypatch) as (target, _):
        made = plan(target, CONTINUE)
        run(target, made, lambda _: None, waits=True)
        with pytest.raises(OutsideError, match="it does not wait any more"):
            run(target, made, lambda _: None, waits=True)


def test_nothing_is_released(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _refusal(Shop(), monkeypatch) == (
        "has no release that waits; canaryform status specs/shop.yaml -e prod shows what runs"
    )


def test_a_release_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.release()
    assert _refusal(shop, monkeypatch) == (
        f"has no release that waits: the deployment {_ID} is IN_PROGRESS at PRODUCTION_TRAFFIC_SHIFT; "
        "canaryform status specs/shop.yaml -e prod --watch says when it does; "
        "canaryform rollback specs/shop.yaml -e prod takes it back"
    )


def test_another_engine_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with targeting(Shop(), monkeypatch) as (target, aws):
        settings = replace(target.service.settings, release=Release(engine="codedeploy"))
        other = replace(target, service=replace(target.service, settings=settings))
        with pytest.raises(SpecError) as refused:
            refuse_pause(other)
    [problem] = refused.value.problems
    assert problem.message == "is released by CodeDeploy, which waits for nobody in the middle of a release"
    assert "canaryform rollback specs/shop.yaml -e prod stops one" in problem.hint
    assert aws.requests == []
