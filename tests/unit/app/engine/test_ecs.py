"""ECS's deployments, read over HTTP, in the words that CodeDeploy's are told in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from generator.app.engine.catalog import releases_in
from generator.app.engine.front import Front
from generator.app.engine.releases import Releases
from generator.live.client import Aws
from generator.live.deployment import LifecycleStep
from generator.live.traffic import LiveListener, LiveLoadBalancer
from tests.ecs.configuration import Hook
from tests.ecs.environment import Shop
from tests.live.environment import BLUE, GREEN, LISTENER, REVISION, TEST_LISTENER
from tests.live.release import NEW_REVISION, task_sets
from tests.live.stand_in import Answers, standing_in
from tests.unit.project import service


@contextmanager
def _reading(shop: Shop, monkeypatch: pytest.MonkeyPatch, changed: Answers | None = None) -> Iterator[Releases]:
    with standing_in({**shop.answers, **(changed or {})}) as aws:
        for name, value in aws.environment.items():
            monkeypatch.setenv(name, value)
        one = service()
        settings = replace(one.settings, release=replace(one.release, engine="ecs"))
        yield releases_in(Aws("us-west-2"), replace(one, settings=settings))
    assert aws.mistakes == []


def test_before_the_first_release(monkeypatch: pytest.MonkeyPatch) -> None:
    with _reading(Shop(), monkeypatch) as releases:
        assert releases.last_attempted() == ""
        assert releases.running() == ()
        assert releases.alarms() is None
        found = releases.service()
    assert found is not None
    assert found.running_task_definition == REVISION
    assert [each.routes[0].target_group for each in found.task_sets] == [BLUE]


def test_in_the_middle_of_a_canary(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    made = shop.release()
    with _reading(shop, monkeypatch) as releases:
        [running] = releases.running()
        assert (running.id, running.status, running.rolls_back) == (made.arn, "IN_PROGRESS", "")
        assert running.name == made.arn.rpartition("/")[2]
        progress = releases.progress(running.id)
        assert progress.step == LifecycleStep("PRODUCTION_TRAFFIC_SHIFT", "InProgress", "")
        shares = [(each.part, each.target_group, each.percent) for each in progress.shares]
        assert shares == [("original", "shop-prod-blue", 90), ("replacement", "shop-prod-green", 10)]
        found = releases.service()
    assert found is not None
    # ECS names the new task definition by now, which a tenth of the users meet.
    assert found.task_definition == NEW_REVISION
    assert found.running_task_definition == REVISION
    assert [(each.status, each.routes[0].target_group) for each in found.task_sets] == [
        ("PRIMARY", BLUE),
        ("ACTIVE", GREEN),
    ]


def test_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.release(minutes=60)
    with _reading(shop, monkeypatch) as releases:
        assert releases.running() == ()
        last = releases.find(releases.last_attempted() or "")
        found = releases.service()
        assert not releases.stop(last.id if last else "")
    assert last is not None
    assert (last.status, last.is_running, last.is_well, last.error) == ("SUCCESSFUL", False, True, "")
    assert found is not None
    assert [(each.task_definition, each.routes[0].target_group) for each in found.task_sets] == [(NEW_REVISION, GREEN)]


def test_an_alarm_took_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    made = shop.release()
    shop.fire("shop-prod-green-errors")
    shop.service.advance(10)
    with _reading(shop, monkeypatch) as releases:
        last = releases.find(releases.last_attempted() or "")
        found = releases.service()
    assert last is not None
    assert (last.status, last.is_running, last.rolls_back) == ("ROLLBACK_SUCCESSFUL", False, made.arn)
    assert last.error == "alarm detected deployment failure: shop-prod-green-errors"
    assert found is not None
    assert found.running_task_definition == REVISION


def test_a_pause_is_answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    made = shop.release(hooks=(Hook(("POST_TEST_TRAFFIC_SHIFT",), timeout=60),))
    with _reading(shop, monkeypatch) as releases:
        [running] = releases.running()
        [pause] = running.pauses
        assert pause.then == "ROLLBACK"
        assert releases.go_on(running.id, pause.hook, "CONTINUE")
        assert not releases.go_on(running.id, pause.hook, "CONTINUE")
    shop.service.advance(60)
    assert made.status == "SUCCESSFUL"


def test_both_groups_have_to_be_on_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    there = LiveListener(LISTENER, 80, "HTTP"), LiveListener(TEST_LISTENER, 9001, "HTTP")
    found = Front(LiveLoadBalancer("arn", "shop-prod", "dns", "active"), there, *there)
    with _reading(Shop(), monkeypatch) as releases:
        [part] = releases.wiring(found, str).parts
        [none] = releases.wiring(None, str).parts
    assert part.there == part.wanted == "shop-prod-blue, shop-prod-green"
    assert (none.there, none.wanted) == ("", part.wanted)


def test_a_service_that_was_not_brought_over_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The spec names the engine before the service changes hands."""
    before: Answers = {("ecs", "DescribeServices"): task_sets(("PRIMARY", REVISION, GREEN))}
    with _reading(Shop(), monkeypatch, before) as releases:
        found = releases.service()
    assert found is not None
    assert (found.controller, found.running_task_definition) == ("CODE_DEPLOY", REVISION)
    assert [each.routes[0].target_group for each in found.task_sets] == [GREEN]
