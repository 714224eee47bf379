"""``canaryform deploy`` where ECS releases: no other engine takes over what runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.app.deploy.controller import other_engines
from generator.app.deploy.desired import wanted
from generator.app.deploy.plan import Action, Planned
from generator.app.deploy.release import refusal
from generator.app.deploy.unwatched import unwatched
from generator.app.run.target import Target
from generator.model.release import Release
from tests.ecs.environment import Shop
from tests.ecs.target import targeting
from tests.live.stand_in import Answers, Refusal
from tests.unit.app.deploy.cloud import stacks

_DENIED: Answers = {("ecs", "DescribeServices"): Refusal("AccessDeniedException", "not authorized")}


def _by_codedeploy(target: Target) -> Target:
    settings = replace(target.service.settings, release=Release())
    project = replace(target.project, settings=(settings,))
    return replace(target, service=project.services[0])


def _plans(**actions: Action) -> list[Planned]:
    return [Planned(stacks()[noun], action) for noun, action in actions.items()]


def test_codedeploy_takes_over_nothing_from_ecs(monkeypatch: pytest.MonkeyPatch) -> None:
    with targeting(Shop(), monkeypatch) as (target, _):
        plans = _plans(ecs=Action.UPDATE, codedeploy=Action.CREATE)
        [problem] = other_engines(_by_codedeploy(target), plans)
    assert problem.message == "prod has the controller ECS, and release.engine: codedeploy needs another"
    assert problem.hint == (
        "write release.engine: ecs for prod: nothing may become CODE_DEPLOY; the way back is a second environment "
        "beside this one"
    )


@pytest.mark.parametrize(
    "actions",
    [
        {"ecs": Action.CREATE, "codedeploy": Action.CREATE},
        {"ecs": Action.UPDATE, "codedeploy": Action.UPDATE},
        {"ecs": Action.UPDATE, "codedeploy": Action.NOTHING},
    ],
)
def test_ecs_is_asked_only_where_an_engine_would_change(
    monkeypatch: pytest.MonkeyPatch, actions: dict[str, Action]
) -> None:
    with targeting(Shop(), monkeypatch) as (target, aws):
        assert [*other_engines(_by_codedeploy(target), _plans(**actions))] == []
    assert aws.requests == []


def test_whoever_may_not_ask_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with targeting(Shop(), monkeypatch, _DENIED) as (target, _):
        plans = _plans(ecs=Action.UPDATE, codedeploy=Action.CREATE)
        assert [*other_engines(_by_codedeploy(target), plans)] == []


def _unwatched(
    shop: Shop, patch: pytest.MonkeyPatch, action: Action, changed: Answers | None = None
) -> tuple[str, ...]:
    with targeting(shop, patch, changed) as (target, _):
        made = {stack.noun: stack for stack in wanted(target.result.build, target.project)}
        return unwatched(
            target.aws, target.project, [Planned(made["ecs"], Action.UPDATE), Planned(made["service"], action)]
        )


def test_an_alarm_that_fires_is_told_before_an_update_releases(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.fire("shop-prod-green-errors")
    assert _unwatched(shop, monkeypatch, Action.UPDATE) == (
        "shop-prod-green-errors fires: ECS ignores it in all of the deployment that updating shop-prod-service begins, "
        "and nothing stops that for it",
    )


@pytest.mark.parametrize("action", [Action.NOTHING, Action.CREATE])
def test_it_is_not_told_where_nothing_is_released(monkeypatch: pytest.MonkeyPatch, action: Action) -> None:
    shop = Shop()
    shop.fire("shop-prod-green-errors")
    assert _unwatched(shop, monkeypatch, action) == ()


def test_nothing_is_told_where_no_alarm_fires(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _unwatched(Shop(), monkeypatch, Action.UPDATE) == ()


def test_whoever_may_not_ask_of_alarms_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    denied: Answers = {("cloudwatch", "DescribeAlarms"): Refusal("AccessDenied", "not authorized", 403)}
    [line] = _unwatched(Shop(), monkeypatch, Action.UPDATE, denied)
    assert line.startswith("whether an alarm fires, which ECS ignores when shop-prod-service is updated, is unknown: ")


@pytest.mark.parametrize(("minutes", "is_refused"), [(1, True), (6, True), (10, False), (60, False)])
def test_an_update_waits_for_the_release(monkeypatch: pytest.MonkeyPatch, minutes: int, is_refused: bool) -> None:
    """Once all traffic has moved, the old tasks that wait for their end hold up nothing."""
    shop = Shop()
    shop.release(minutes)
    with targeting(shop, monkeypatch) as (target, _):
        made = {stack.noun: stack for stack in wanted(target.result.build, target.project)}
        error = refusal(target.aws, target.project, [Planned(made["monitoring"], Action.UPDATE)])
    said = "a release is shifting traffic: deployment 000000000000000000001 is IN_PROGRESS"
    assert (error is not None and error.why == said) is is_refused
