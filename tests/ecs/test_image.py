"""``canaryform deploy --image`` of a service that ECS releases: an update of its stack, followed to the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from generator.app.release.image import ReleasedImage
from generator.app.release.plan import plan
from generator.app.release.run import run
from generator.errors import OutsideError
from tests.ecs.environment import Shop
from tests.ecs.target import targeting
from tests.live.environment import stack
from tests.live.release import DIGESTS, NEW_REVISION
from tests.live.stand_in import ACCOUNT, Answer, Answers, Refusal

_IMAGE = f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/shop@{DIGESTS[NEW_REVISION]}"
_NEW = ReleasedImage(_IMAGE, "1.3.0")


def _answers(shop: Shop, asked: list[Mapping[str, Any]], *, begins: bool = True) -> Answers:
    def update(given: Mapping[str, Any]) -> Answer:
        asked.append(given)
        if begins:
            shop.release(minutes=0)
        return {"StackId": "arn:aws:cloudformation:us-west-2:1:stack/shop-prod-service/1"}

    return {
        ("cloudformation", "UpdateStack"): update,
        ("cloudformation", "DescribeStacks"): lambda given: stack(given, "UPDATE_COMPLETE"),
        ("cloudformation", "DescribeStackEvents"): {"StackEvents": []},
    }


def _released(shop: Shop, monkeypatch: pytest.MonkeyPatch, answers: Answers, image: ReleasedImage = _NEW) -> list[str]:
    told = list[str]()
    with targeting(shop, monkeypatch, answers) as (target, _):
        settings = target.service.settings
        alone = replace(settings, release=replace(settings.release, pipeline=False))
        target = replace(target, service=replace(target.service, settings=alone))
        run(target, plan(target, image), told.append, waits=True, sleep=lambda _: shop.service.advance(3))
    return told


def test_the_stack_gets_two_parameters_and_keeps_its_template(monkeypatch: pytest.MonkeyPatch) -> None:
    shop, asked = Shop(), list[Mapping[str, Any]]()
    told = _released(shop, monkeypatch, _answers(shop, asked))
    assert told[0] == "deployment 000000000000000000001 releases 1.3.0"
    assert any("10 % of the traffic on the new tasks" in line for line in told)
    assert told[-1] == "all traffic is on 1.3.0"
    [given] = asked
    assert given["StackName"] == "shop-prod-service"
    assert given["UsePreviousTemplate"] == "true"
    assert given["RoleARN"] == f"arn:aws:iam::{ACCOUNT}:role/shop-prod-release-us-west-2"
    names = {
        given[f"Parameters.member.{n}.ParameterKey"]: given[f"Parameters.member.{n}.ParameterValue"] for n in (1, 2)
    }
    assert names == {"Image": _IMAGE, "Version": "1.3.0"}


def test_a_release_that_an_alarm_takes_back_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    answers = _answers(shop, [])
    begin: Any = answers["cloudformation", "UpdateStack"]

    def update(given: Mapping[str, Any]) -> Answer:
        answer: Answer = begin(given)
        shop.service.advance(6)
        shop.fire("shop-prod-green-errors")
        return answer

    with pytest.raises(OutsideError, match="shop-prod-green-errors"):
        _released(shop, monkeypatch, {**answers, ("cloudformation", "UpdateStack"): update})


def test_an_update_that_begins_no_release(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    with pytest.raises(OutsideError, match="shop-prod-service began no release"):
        _released(shop, monkeypatch, _answers(shop, [], begins=False))


def test_a_stack_that_has_the_image_though_it_does_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = Refusal("ValidationError", "No updates are to be performed.")
    with pytest.raises(OutsideError, match="finds nothing to update"):
        _released(Shop(), monkeypatch, {("cloudformation", "UpdateStack"): refusal})
