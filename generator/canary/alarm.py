"""An alarm as far as its mathematics goes: an expression of metrics, a threshold, and how many points of how many."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from generator.canary.expression import Node
from generator.canary.state import Missing


class Source(StrEnum):
    """Whose answers a metric counts."""

    NEW = "new"
    """The target group of the version that is being released."""
    OLD = "old"
    """The target group of the version before it."""
    BOTH = "both"
    """The load balancer, through which both are reached."""


class Metric(NamedTuple):
    """One metric of a load balancer; ``statistic`` is in CloudWatch's words, such as ``Sum`` or ``p90``."""

    name: str
    statistic: str
    source: Source


COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


@dataclass(frozen=True)
class Alarm:
    """One alarm that can stop a release."""

    name: str = field(compare=False)
    expression: Node
    metrics: tuple[tuple[str, Metric], ...]
    """Each id in the expression, with its metric."""
    threshold: float
    comparison: str = "GreaterThanThreshold"
    breaching: int = 1
    """M: how many points must breach, of the last ``periods``."""
    periods: int = 1
    period: int = 60
    """Seconds."""
    missing: Missing = Missing.MISSING
    ignores_few: bool = False
    """Whether a percentile of few samples is ignored: ``EvaluateLowSampleCountPercentile``."""

    @property
    def minutes(self) -> int:
        """How long a period is, in whole minutes: load balancers report no more often than that."""
        return max(1, self.period // 60)

    @property
    def of_a_period(self) -> tuple[Hashable, ...]:
        """All that it depends on whether one period breaches: how many must is not part of it."""
        return self.expression, self.metrics, self.threshold, self.comparison, self.period, self.ignores_few

    @property
    def sources(self) -> frozenset[Source]:
        """Whose answers it counts."""
        return frozenset(metric.source for _, metric in self.metrics)
