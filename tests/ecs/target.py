"""The shop's environment ``prod`` as a target of commands, over HTTP, with ECS as the engine of its service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from generator.app.run.batch import Result
from generator.app.run.target import Target
from generator.live.client import Aws
from generator.live.identity import Caller
from tests.ecs.environment import SPEC, Shop
from tests.live.environment import USER
from tests.live.stand_in import ACCOUNT, Answers, StandIn, standing_in
from tests.unit.app.doctor.context import build


@contextmanager
def targeting(
    shop: Shop, patch: pytest.MonkeyPatch, changed: Answers | None = None
) -> Iterator[tuple[Target, StandIn]]:
    """The target, and AWS behind it. Raises AssertionError where something was asked that nobody answers."""
    made = build(SPEC)
    [service] = next(each for each in made.projects if each.environment.name == "prod").services
    with standing_in({**shop.answers, **(changed or {})}) as aws:
        for name, value in aws.environment.items():
            patch.setenv(name, value)
        yield Target(Result("specs/shop.yaml", made), service, Aws("us-west-2"), Caller(ACCOUNT, USER)), aws
    assert aws.mistakes == []
