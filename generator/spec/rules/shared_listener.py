"""Environments whose services have rules on one listener that exists -> complaints where two rules are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from generator.naming import MAIN
from generator.problems import Location
from generator.spec.rules.protocol import Finding, Reading, SpecRule


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    """Those of one environment are looked at with all the rest of it: rules/routes.py. A line is told once."""
    told: set[Location] = set()
    for finding in _alike(readings):
        if finding.location not in told:
            told.add(finding.location)
            yield finding


def _alike(readings: Sequence[Reading]) -> Iterator[Finding]:
    for first, second in combinations([reading for reading in readings if reading.says("route")], 2):
        if first.name == second.name or not _listeners(first) & _listeners(second):
            continue
        one, other = first.service.route, second.service.route
        whose = f"{first.service.name} in {first.name}"
        both = "both have rules on the same listener"
        if one.priority == other.priority:
            where = second.culprit(("route", "priority"))
            name = second.service.name
            words = "route: {priority: …}" if name == MAIN else f"services: {{{name}: {{route: {{priority: …}}}}}}"
            hint = f"write {words} in environments.{second.name}, with one that nobody has"
            yield Finding(where, f"in {second.name} is that of {whose} too, and {both}", hint)
        elif one.closed or other.closed:
            continue  # It names no requests.
        elif {*one.host} == {*other.host} and {*one.path} == {*other.path}:
            message = f"in {second.name} names the requests of {whose}, and {both}: the lower priority gets them"
            yield Finding(second.culprit(("route",)), message, "give each environment a host of its own")


def _listeners(reading: Reading) -> set[str]:
    existing = reading.project.load_balancer.existing
    return {*existing.listeners} if existing else set()


RULE = SpecRule("shared-listener", "Environments on one listener have rules that differ.", _check)
