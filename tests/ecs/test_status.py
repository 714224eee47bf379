"""``canaryform status`` of a release by ECS: the same words and pictures as for CodeDeploy."""

from __future__ import annotations

import click
import pytest

from generator.app.status.environment import Status, status
from generator.app.status.health import health
from generator.app.status.service import running_version
from generator.cli.json.status import status_document
from generator.cli.text.status_line import status_line
from generator.cli.text.status_page import status_page
from tests.ecs.configuration import Hook
from tests.ecs.environment import Shop
from tests.ecs.target import targeting

_ID = "000000000000000000001"


def _status(shop: Shop, patch: pytest.MonkeyPatch) -> Status:
    with targeting(shop, patch) as (target, _):
        return status(target)


def _section(found: Status, label: str) -> list[str]:
    """The lines of one part of the page."""
    lines = click.unstyle(status_page(found)).splitlines()[3:]
    start = next(number for number, line in enumerate(lines) if line.startswith(label))
    rest = lines[start + 1 :]
    end = next((number for number, line in enumerate(rest) if line[:1].strip()), len(rest))
    return [line[10:] for line in [lines[start], *rest[:end]]]


def test_in_the_middle_of_a_canary(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.release()
    found = _status(shop, monkeypatch)
    assert _section(found, "version") == ["1.2.3, image v1.2.3 sha256:" + "a" * 64]
    assert _section(found, "release") == [
        f"deployment {_ID} IN_PROGRESS, since 2026-01-02 12:00Z",
        "PRODUCTION_TRAFFIC_SHIFT InProgress",
        "original 90 % (shop-prod-blue), replacement 10 % (shop-prod-green)",
    ]
    assert _section(found, "traffic") == [
        "colour  traffic  version  tasks   targets",
        "blue    90 %     1.2.3    2 of 2  2 healthy",
        "green   10 %     1.3.0    2 of 2  2 healthy",
    ]
    assert health(found).is_well


def test_it_waits_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.release(hooks=(Hook(("POST_TEST_TRAFFIC_SHIFT",), timeout=60),))
    found = _status(shop, monkeypatch)
    assert _section(found, "release")[1] == (
        "it waits for a person until 2026-01-02 13:03Z, then it is taken back: `canaryform continue` answers, "
        "with --rollback takes it back"
    )
    assert f"{_ID} IN_PROGRESS at POST_TEST_TRAFFIC_SHIFT, waits for a person" in status_line(found)
    [pause] = status_document(found)["release"]["deployment"]["pauses"]
    assert pause == {"hook": "ecs-pause-1", "expires": "2026-01-02T13:03:00+00:00", "then": "ROLLBACK"}


def test_an_alarm_that_was_on_before_is_told_in_red(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.fire("shop-prod-green-errors")
    shop.service.advance(3)
    shop.release()
    found = _status(shop, monkeypatch)
    fault = f"the alarm shop-prod-green-errors fired before the deployment {_ID} began: nothing stops that for it"
    assert fault in health(found).faults
    assert click.style(fault, fg="red") in status_page(found)


def test_an_alarm_that_went_off_in_it_takes_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.release()
    shop.fire("shop-prod-green-errors")
    found = _status(shop, monkeypatch)
    assert _section(found, "release")[:2] == [
        f"rollback {_ID} ROLLBACK_REQUESTED, since 2026-01-02 12:00Z",
        "alarm detected deployment failure: shop-prod-green-errors",
    ]
    assert not any("nothing stops that for it" in fault for fault in health(found).faults)
    assert status_document(found)["release"]["deployment"]["is_rollback"]


@pytest.mark.parametrize(("minutes", "version"), [(0, "1.2.3"), (6, "1.2.3"), (12, "1.3.0"), (60, "1.3.0")])
def test_the_version_is_what_most_users_get(monkeypatch: pytest.MonkeyPatch, minutes: int, version: str) -> None:
    """ECS names the new task definition from the first minute on."""
    shop = Shop()
    shop.release(minutes)
    with targeting(shop, monkeypatch) as (target, _):
        assert running_version(target.aws, target.service) == version
