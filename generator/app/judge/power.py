"""The release of a project whose traffic is known -> a complaint, when it catches too little and another would not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.power.answer import USUALLY_SLOW
from generator.app.power.rollout import rollout_of
from generator.app.power.search import search
from generator.canary.answers import Failure, Kind, Load
from generator.canary.power import Power
from generator.gate.system import System
from generator.model.service import Service
from generator.problems import Problem, Severity

CODE = "canary-power"
_BAD = Failure(Kind.ERROR, 10)
_LEAST_CAUGHT = 0.5
_MOST_FALSE = 0.5


def problems(system: System, service: Service) -> Iterator[Problem]:
    """Of one service; nothing where the spec does not say its traffic, or has no alarm on errors."""
    traffic = service.traffic
    if traffic.requests is None or service.release.alarms.errors is None:
        return
    load = Load(traffic.requests, traffic.errors, USUALLY_SLOW)
    rollout = rollout_of(system, service)
    if rollout is None or rollout.course is None or not rollout.has_alarms:
        return
    power = Power(rollout.course, rollout.sides, load)
    false_alarms = power.false_alarms()
    if false_alarms > _MOST_FALSE:
        message = f"at this traffic, what is usual stops up to {false_alarms:.0%} of good releases"
        hint = f"{traffic.errors:g} % of the answers are errors anyhow: raise release.alarms"
        yield Problem(traffic.origin, message, CODE, hint)
    caught = power.caught(_BAD).in_canary()
    if rollout.course.canary_minutes and caught < _LEAST_CAUGHT:
        yield from _weak(service, load, caught)


def _weak(service: Service, load: Load, caught: float) -> Iterator[Problem]:
    better = search(service, load)
    if not better.is_enough:
        return  # No number that could be written would help: `canaryform power` says what would.
    message = f"at this traffic, the canary catches {caught:.0%} of the releases that fail 10 % of their answers"
    hint = (
        f"percent: {better.percent}, minutes: {better.minutes}, alarms: {better.alarms} catch "
        f"{better.caught:.0%} of those that fail 5 %; `canaryform power` shows why"
    )
    yield Problem(service.traffic.origin, message, CODE, hint, Severity.WARNING)
