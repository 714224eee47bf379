"""Nothing is changed under a release that shifts traffic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from generator.app.deploy.plan import Action, Planned
from generator.app.deploy.release import refusal
from generator.live.client import AwsError
from tests.unit.app.deploy.cloud import PROJECTS, Cloud, Fake, stacks


class _Releasing(Fake):
    """A deployment is there, with traffic still to shift or old tasks that wait for their end."""

    def __init__(self, target: str = "", denied: bool = False) -> None:
        super().__init__(Cloud())
        self._overview, self._denied = target, denied

    def pages(self, service: str, operation: str, key: str, **parameters: Any) -> Iterator[Any]:
        if self._denied:
            raise AwsError("AWS refused ListDeployments", "AccessDeniedException", "not authorized")
        yield "d-1"

    def client(self, service: str) -> Any:
        return self

    def batch_get_deployments(self, **given: Any) -> dict[str, Any]:
        deployment = {
            "deploymentId": "d-1",
            "status": "InProgress",
            "instanceTerminationWaitTimeStarted": self._overview == "waits",
        }
        return {"deploymentsInfo": [deployment]}


def _plans(action: Action, noun: str = "ecs") -> list[Planned]:
    return [Planned(stacks()[noun], action)]


def test_an_update_waits_for_the_release() -> None:
    error = refusal(_Releasing(), PROJECTS["prod"], _plans(Action.UPDATE))
    assert error is not None
    assert error.why == "a release is shifting traffic: deployment d-1 is InProgress"


@pytest.mark.parametrize("action", [Action.NOTHING, Action.CREATE])
def test_what_changes_nothing_does_not(action: Action) -> None:
    assert refusal(_Releasing(), PROJECTS["prod"], _plans(action)) is None


def test_the_shared_stacks_do_not() -> None:
    assert refusal(_Releasing(), PROJECTS["prod"], _plans(Action.UPDATE, "ecr")) is None


def test_old_tasks_that_wait_for_their_end_hold_up_nothing() -> None:
    assert refusal(_Releasing("waits"), PROJECTS["prod"], _plans(Action.UPDATE)) is None


def test_whoever_may_not_ask_is_not_held_up() -> None:
    assert refusal(_Releasing(denied=True), PROJECTS["prod"], _plans(Action.UPDATE)) is None
