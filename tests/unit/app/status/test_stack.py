"""A stack's state in the words of a status."""

from __future__ import annotations

import pytest

from generator.app.status.stack import stack_state
from tests.unit.app.deploy.cloud import Cloud, Fake, stacks

ROUTES = "shop-prod-routes"


@pytest.mark.parametrize("states", [{}, {ROUTES: "REVIEW_IN_PROGRESS"}], ids=["none", "only a change set"])
def test_a_stack_that_is_not_there_yet_is_neither_busy_nor_bad(states: dict[str, str]) -> None:
    state = stack_state(Fake(Cloud(states)), stacks()["routes"])
    assert (state.status, state.is_busy, state.is_bad, state.is_settled) == ("", False, False, False)
    assert state.moved == ("ProductionRule", "TestRule")


def test_a_stack_that_is_being_made_is_busy() -> None:
    state = stack_state(Fake(Cloud({ROUTES: "CREATE_IN_PROGRESS"})), stacks()["routes"])
    assert (state.status, state.is_busy, state.is_bad) == ("CREATE_IN_PROGRESS", True, False)


def test_a_stack_that_failed_is_bad() -> None:
    state = stack_state(Fake(Cloud({ROUTES: "ROLLBACK_COMPLETE"})), stacks()["routes"])
    assert state.is_bad
