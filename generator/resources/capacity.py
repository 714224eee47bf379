"""A service -> its capacity providers: Fargate alone, or mostly Fargate Spot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.service import Service


class Share(NamedTuple):
    """``base`` tasks of a provider before any other's, and then ``weight`` parts of the rest."""

    provider: str
    base: int
    weight: int


def shares(service: Service) -> Iterator[Share]:
    """With Spot, one task stays on demand and three of four of the others are Spot."""
    yield Share("FARGATE", int(service.container.spot), 1)
    if service.container.spot:
        yield Share("FARGATE_SPOT", 0, 3)
