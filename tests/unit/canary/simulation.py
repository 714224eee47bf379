"""Minutes simulated request by request: no Poisson formula, no thinning, no simplified expression in it."""

from __future__ import annotations

from itertools import product
from random import Random

from generator.canary.alarm import COMPARISONS, Alarm, Metric, Source
from generator.canary.answers import Failure, Kind, Load
from generator.canary.evaluation import Value, compiled

_ERRORS, _REQUESTS = "HTTPCode_Target_5XX_Count", "RequestCount"


def breaching_minutes(alarm: Alarm, load: Load, failure: Failure, share: float, minutes: int, random: Random) -> int:
    """How many of so many minutes breach."""
    ids = [id for id, _ in alarm.metrics]
    function = compiled(alarm.expression, ids, alarm.period)
    compare, count = COMPARISONS[alarm.comparison], 0
    for _ in range(minutes):
        answers = _minute(load, failure, share, random)
        value = function([_reported(metric, answers) for _, metric in alarm.metrics])
        count += value is not None and compare(value, alarm.threshold)
    return count


def _minute(load: Load, failure: Failure, share: float, random: Random) -> dict[tuple[Source, Kind], int]:
    """Requests arrive one after the other; each goes to one version, and fails or does not."""
    counts = dict.fromkeys(product(Source, (failure.kind, Kind.ERROR, Kind.GOOD)), 0)
    draw, gap = random.random, random.expovariate
    clock = gap(load.requests)
    while clock < 60:
        is_new = draw() < share
        if draw() * 100 < (failure.percent if is_new else load.errors):
            counts[(Source.NEW, failure.kind) if is_new else (Source.OLD, Kind.ERROR)] += 1
        else:
            counts[(Source.NEW if is_new else Source.OLD, Kind.GOOD)] += 1
        clock += gap(load.requests)
    return counts


def _reported(metric: Metric, answers: dict[tuple[Source, Kind], int]) -> Value:
    kinds = {
        _REQUESTS: set(Kind),
        _ERRORS: {Kind.ERROR},
        "HTTPCode_ELB_5XX_Count": {Kind.REFUSED},
    }[metric.name]
    sources = set(Source) if metric.source is Source.BOTH else {metric.source}
    total = sum(count for (source, kind), count in answers.items() if source in sources and kind in kinds)
    return total if total or metric.name == _REQUESTS else None
