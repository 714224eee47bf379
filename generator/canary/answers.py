"""Load and a failure -> how many answers of each kind are expected: the means of independent Poisson numbers.

A Poisson number of requests of which each fails by chance is two independent Poisson numbers, of good and of bad
answers (thinning): https://en.wikipedia.org/wiki/Poisson_point_process#Thinning
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from generator.canary.alarm import Source


class Kind(StrEnum):
    """What becomes of a request."""

    GOOD = "good"
    ERROR = "error"
    """The service answers with 5xx."""
    REFUSED = "refused"
    """The load balancer answers with 5xx, since it cannot reach the service."""
    SLOW = "slow"
    """The service answers, later than an alarm on latency allows."""


@dataclass(frozen=True)
class Load:
    """What comes in when all is well."""

    requests: float
    """A second, of all versions together."""
    errors: float = 0.0
    """Percent of the answers that are 5xx."""
    slow: float = 0.0
    """Percent of the answers that are slower than an alarm on latency allows."""


@dataclass(frozen=True)
class Failure:
    """What a release does wrong: ``percent`` of its requests end as ``kind``, if that is more than usual."""

    kind: Kind
    percent: float


Means: TypeAlias = Mapping[Kind, float]
"""Kind of answer -> how many are expected in a period."""


def means(load: Load, failure: Failure | None, share: float, minutes: int = 1) -> dict[Source, Means]:
    """What a period of so many minutes brings, where the new version has ``share`` of the requests, from 0 to 1."""
    requests = 60 * load.requests * minutes
    usual = {Kind.ERROR: load.errors, Kind.SLOW: load.slow}
    new = dict(usual)
    if failure:
        new[failure.kind] = max(failure.percent, usual.get(failure.kind, 0.0))
    of_new, of_old = _split(requests * share, new), _split(requests * (1 - share), usual)
    both = {kind: of_new[kind] + of_old[kind] for kind in Kind}
    return {Source.NEW: of_new, Source.OLD: of_old, Source.BOTH: both}


def _split(requests: float, percents: Mapping[Kind, float]) -> Means:
    bad: dict[Kind, float] = {
        kind: requests * min(percents.get(kind, 0.0), 100.0) / 100 for kind in Kind if kind is not Kind.GOOD
    }
    return {**bad, Kind.GOOD: max(0.0, requests - sum(bad.values()))}
