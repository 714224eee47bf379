"""A rollout of templates -> the alarms that stop it, and what they catch at the traffic that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.app.power.answer import USUALLY_SLOW
from generator.canary.answers import Failure, Kind, Load
from generator.canary.power import Power
from generator.gate.rollout import Rollout
from generator.gate.system import Resource, System
from generator.gate.value import mapping, mappings, number, text
from generator.model.service import Service
from generator.problems import Location
from generator.resources.alarm import alarm_names

BAD = (5.0, 10.0, 20.0)
"""Percent of its answers that a bad release fails."""
ASSUMED = 1.0
"""Requests a second, where the spec does not say how many there are."""
_WORDS = {
    "GreaterThanThreshold": "more than",
    "GreaterThanOrEqualToThreshold": "at least",
    "LessThanThreshold": "less than",
    "LessThanOrEqualToThreshold": "at most",
}


@dataclass(frozen=True)
class Stop:
    """An alarm that stops a release."""

    name: str
    about: str
    """Its description, in the template's words."""
    metrics: tuple[str, ...]
    limit: str
    """``more than 4``."""
    periods: str
    """``2 of 3 periods of 60 s``."""
    origin: Location


@dataclass(frozen=True)
class Caught:
    """What becomes of releases that answer with 5xx."""

    requests: float
    """A second."""
    is_assumed: bool
    chances: tuple[tuple[float, float, float], ...]
    """Percent of the answers that fail; P(stopped in the canary); P(stopped before the old tasks end)."""


def stops(rollout: Rollout) -> tuple[Stop, ...]:
    """In the order in which they are named."""
    return tuple(_stops(rollout)) if rollout.has_alarms else ()


def _stops(rollout: Rollout) -> Iterator[Stop]:
    yield from _alarms(rollout.release.system, rollout.alarms)


def stops_of_worker(service: Service, system: System) -> tuple[Stop, ...]:
    """Those of a service that has no traffic which could be shifted."""
    return tuple(_alarms(system, alarm_names(service)))


def _alarms(system: System, names: Iterable[str]) -> Iterator[Stop]:
    for each in names:
        if alarm := system.find("AWS::CloudWatch::Alarm", each):
            yield _stop(alarm)


def _stop(alarm: Resource) -> Stop:
    properties = alarm.properties
    limit = f"{_WORDS.get(text(properties, 'ComparisonOperator'), '')} {text(properties, 'Threshold')}".strip()
    periods = number(properties, "EvaluationPeriods") or 1
    breaching = number(properties, "DatapointsToAlarm") or periods
    return Stop(
        name=alarm.name or alarm.id,
        about=text(properties, "AlarmDescription"),
        metrics=tuple(dict.fromkeys(_metrics(properties))),
        limit=limit,
        periods=f"{breaching} of {periods} periods of {_period(properties)} s",
        origin=alarm.template.origins.get(alarm.id, alarm.template.origin),
    )


def _metrics(properties: Any) -> Iterator[str]:
    if single := text(properties, "MetricName"):
        yield f"{single} ({text(properties, 'ExtendedStatistic') or text(properties, 'Statistic')})"
    for query in mappings(properties, "Metrics"):
        if name := text(query, "MetricStat", "Metric", "MetricName"):
            yield f"{name} ({text(query, 'MetricStat', 'Stat')})"


def _period(properties: Any) -> int:
    own = [number(mapping(query, "MetricStat"), "Period") for query in mappings(properties, "Metrics")]
    return next((each for each in [number(properties, "Period"), *own] if each), 60)


def caught(service: Service, rollout: Rollout) -> Caught | None:
    """None where nothing stops a release that answers with errors."""
    if rollout.course is None or not rollout.sides:
        return None
    traffic = service.traffic
    rate = ASSUMED if traffic.requests is None else traffic.requests
    power = Power(rollout.course, rollout.sides, Load(rate, traffic.errors, USUALLY_SLOW))
    found = [(percent, power.caught(Failure(Kind.ERROR, percent))) for percent in BAD]
    if not any(each.alarm for _, each in found):
        return None
    chances = tuple((percent, each.in_canary(), each.before_old_end()) for percent, each in found)
    return Caught(rate, traffic.requests is None, chances)
