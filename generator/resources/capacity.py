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
    """With Spot, one task stays on demand and three of four of the others are Spot, unless the spec says how many.

    A base of tasks, and then parts by weight. Of a weight of 0 the page says that no task is placed by it, and that a
    base comes first: AWS's Copilot gave on-demand tasks a base and no weight, just so.
    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
    https://github.com/aws/copilot-cli (internal/pkg/cli/deploy, convertCapacityProviders)
    """
    container = service.container
    if not container.spot:
        yield Share("FARGATE", 0, 1)
    elif container.on_demand is None:
        yield Share("FARGATE", 1, 1)
        yield Share("FARGATE_SPOT", 0, 3)
    else:
        if container.on_demand:
            yield Share("FARGATE", container.on_demand, 0)
        yield Share("FARGATE_SPOT", 0, 1)
