"""A deployment is followed to its end, whatever the order in which CodeDeploy says things."""

from __future__ import annotations

import pytest

from generator.app.release.follow import SECONDS, RollbackOutcome, follow
from generator.live.client import Aws
from tests.live import release
from tests.live.release import RELEASE, Release
from tests.live.stand_in import Answer, Answers, standing_in
from tests.unit.project import service


def _followed(
    monkeypatch: pytest.MonkeyPatch, world: Release, **answers: Answer
) -> tuple[RollbackOutcome, list[str], int]:
    """The outcome, the states that were told, and how often it slept."""
    told: list[str] = []
    slept: list[float] = []
    world.stopped = True
    changed: Answers = {**world.answers, **{("codedeploy", name): each for name, each in answers.items()}}
    with standing_in(changed) as aws:
        for name, value in aws.environment.items():
            monkeypatch.setenv(name, value)
        outcome = follow(Aws("us-west-2"), service(), RELEASE, lambda seen: told.append(seen.status), slept.append)
    assert aws.mistakes == []
    assert set(slept) <= {SECONDS}
    return outcome, told, len(slept)


def test_each_state_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    world = Release(ends=("InProgress", "InProgress", "Stopped"), rollback=("Created", "InProgress", "Succeeded"))
    outcome, told, slept = _followed(monkeypatch, world)
    assert outcome == RollbackOutcome(True, "")
    assert told == ["InProgress", "Stopped", "Created", "InProgress", "Succeeded"]
    assert slept == 4


def test_it_ends_well_before_it_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome, _, _ = _followed(monkeypatch, Release(ends=("InProgress", "Succeeded")))
    assert outcome == RollbackOutcome(False, "it succeeded before it could be stopped")


def test_the_rollback_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome, told, _ = _followed(monkeypatch, Release(rollback=("InProgress", "Failed")))
    assert not outcome.is_back
    assert told[-1] == "Failed"


@pytest.mark.parametrize(("original", "is_back"), [(100.0, True), (0.0, False)])
def test_without_a_rollback_the_traffic_decides(
    monkeypatch: pytest.MonkeyPatch, original: float, is_back: bool
) -> None:
    """A release that is stopped before it moved anything needs none."""
    split = release.split(original, 100 - original)
    outcome, _, slept = _followed(monkeypatch, Release(rollback=()), GetDeploymentTarget=split)
    assert outcome.is_back is is_back
    assert slept == 19
