"""What ``canaryform doctor`` finds where ECS releases."""

from __future__ import annotations

import pytest

from generator.app.doctor.check import Check, Finding, Verdict
from generator.app.doctor.checks import alarm_state, deployment_group, last_deployment, live_traffic, service_names
from generator.app.doctor.examination import patient_of
from tests.ecs.environment import Shop
from tests.ecs.target import targeting
from tests.live.environment import BLUE, LISTENER
from tests.live.stand_in import Answers

_ID = "000000000000000000001"
_ERRORS = "shop-prod-green-errors"


def _found(check: Check, shop: Shop, patch: pytest.MonkeyPatch, changed: Answers | None = None) -> list[Finding]:
    with targeting(shop, patch, changed) as (target, _):
        return [*check.examine(patient_of(target, lambda: None))]


def _failed(found: list[Finding]) -> list[str]:
    return [each.what for each in found if each.verdict is Verdict.FAILED]


@pytest.mark.parametrize("check", [alarm_state, deployment_group, last_deployment, live_traffic], ids=str)
@pytest.mark.parametrize("minutes", [0, 6, 60])
def test_a_good_release_has_no_failure(monkeypatch: pytest.MonkeyPatch, check: object, minutes: int) -> None:
    shop = Shop()
    shop.release(minutes)
    assert not _failed(_found(check.CHECK, shop, monkeypatch))  # type: ignore[attr-defined]


def test_an_alarm_that_fires_before_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.fire(_ERRORS)
    assert _failed(_found(alarm_state.CHECK, shop, monkeypatch)) == [
        f"{_ERRORS} fires since 2026-01-02 12:00Z: ECS ignores it in all of a release that begins now"
    ]


def test_an_alarm_that_was_on_when_the_release_began(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.fire(_ERRORS)
    shop.release()
    [failure] = [each for each in _found(alarm_state.CHECK, shop, monkeypatch) if each.verdict is Verdict.FAILED]
    assert failure.what == (
        f"{_ERRORS} fires since 2026-01-02 12:00Z, before the deployment {_ID} began: ECS ignores it in all of that "
        "release, and nothing stops it"
    )
    assert failure.mend == "canaryform rollback specs/shop.yaml -e prod"
    assert failure.source.endswith("/deployment-alarm-failure.html")


def test_an_alarm_that_goes_off_in_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.release()
    shop.fire(_ERRORS)
    assert _failed(_found(alarm_state.CHECK, shop, monkeypatch)) == [
        f"{_ERRORS} fires since 2026-01-02 12:06Z and takes the deployment {_ID} back"
    ]


def test_the_last_release_was_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.release()
    shop.fire(_ERRORS)
    shop.service.advance(10)
    [finding] = _found(last_deployment.CHECK, shop, monkeypatch)
    assert finding.what == (f"the last deployment {_ID} rollback successful: an alarm went off, or fired already")
    assert finding.evidence == f"alarm detected deployment failure: {_ERRORS}"


def test_a_group_is_on_no_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    forward = {"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": BLUE, "Weight": 1}]}}
    one = {"Rules": [{"RuleArn": f"{LISTENER}/rule", "Priority": "1", "Actions": [forward]}]}
    [finding] = _found(deployment_group.CHECK, Shop(), monkeypatch, {("elbv2", "DescribeRules"): one})
    assert finding.what == (
        "the load balancer's rules lead to: shop-prod-blue, and there should be shop-prod-blue, shop-prod-green"
    )


def test_container_port_and_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _found(service_names.CHECK, Shop(), monkeypatch)
    assert not [each for each in found if "controller" in each.what]
