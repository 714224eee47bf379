"""The routes of an environment's services -> complaints where a service would not get the requests that it names.

A load balancer asks the rules from the lowest priority to the highest, and a rule stays as it was made: releases
rewrite it. So priorities are the user's to write, once.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from generator.model.route import ANY_PATH, LAST_PRIORITY
from generator.naming import MAIN
from generator.problems import Location
from generator.spec.pattern import covers
from generator.spec.rules.protocol import EnvironmentRule, Finding, Reading

MOST_VALUES = 5
"""Of a rule, hosts and paths together, and so with wildcards in them. AWS raises neither.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
"""
_WILD = frozenset("*?")


class _Claim(NamedTuple):
    """One host and one path that a service asks for."""

    reading: Reading
    host: str
    path: str
    location: Location

    @property
    def priority(self) -> int:
        return self.reading.service.route.priority

    @property
    def shown(self) -> str:
        return "every request" if (self.host, self.path) == ("*", ANY_PATH) else self.named

    @property
    def takes_all(self) -> bool:
        """Whether no request is for anybody else."""
        return covers(self.host, "*") and covers(self.path, ANY_PATH)

    @property
    def named(self) -> str:
        return f"{'' if self.host == '*' else self.host}{self.path}"

    def takes(self, other: _Claim) -> bool:
        """Whether all that is for the other claim fits this one."""
        return covers(self.host, other.host) and covers(self.path, other.path)


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    for reading in readings:
        yield from _by_itself(reading)
    yield from _same_priority(readings)
    claims = [claim for reading in readings for claim in _claims(reading)]
    for first, second in permutations(claims, 2):
        if first.reading is not second.reading and first.takes(second):
            yield from _clash(first, second, {reading.service.route.priority for reading in readings})


def _by_itself(reading: Reading) -> Iterator[Finding]:
    route, existing = reading.service.route, reading.project.load_balancer.existing
    patterns = [*route.host, *route.path]
    if reading.service.name == MAIN:
        yield from _of_main(reading)
    if existing and any(claim.takes_all for claim in _claims(reading)):
        message = f"takes every request of {existing.name}, which others' are too"
        yield Finding(reading.at("route"), message, "name a host, or a path that is this service's alone")
    if route.closed:
        yield from _closed(reading)
    elif route.priority != LAST_PRIORITY and not patterns:
        message = "names no requests" if existing else "names no requests: the main service gets what no other one does"
        yield Finding(reading.at("route"), message, f'add path: ["/{reading.service.name}/*"], or host: [a host name]')
    signs = sum(letter in _WILD for pattern in patterns for letter in pattern)
    for count, noun in ((len(patterns), "hosts and paths"), (signs, "wildcards")):
        if count > MOST_VALUES:
            message = f"has {count} {noun}, and a rule of a load balancer at most {MOST_VALUES}"
            yield Finding(reading.at("route"), message, "one pattern for several, such as /api/*")


def _closed(reading: Reading) -> Iterator[Finding]:
    """A service that the load balancer sends nothing."""
    if not reading.container.connect:
        message = "nobody reaches the service: its route is closed, and other services do not know its name"
        yield Finding(reading.at("route", "closed"), message, "add connect: true to it, or give it a host or a path")
    for key, patterns in (("host", reading.service.route.host), ("path", reading.service.route.path)):
        if patterns:
            message = "says which requests it gets, and its route is closed: it gets none"
            yield Finding(reading.culprit(("route", key), ("route", "closed")), message, "keep one of the two")


def _of_main(reading: Reading) -> Iterator[Finding]:
    """It gets what is left, unless that is another owner's to give."""
    existing, has_route = reading.project.load_balancer.existing, reading.says("route")
    if existing and not has_route:
        message = f"route is missing: on {existing.name}, what no rule takes is its owner's"
        hint = "add route: {host: [shop.example.com], priority: 100} at the top, with a priority that nobody has"
        yield Finding(reading.at("service"), message, hint)
    elif has_route and not existing:
        message = "has no meaning here: the main service gets what no route of another takes"
        hint = f"remove it, or write `route: null` in environments.{reading.name}"
        yield Finding(reading.at("route"), message, hint)


def _same_priority(readings: Sequence[Reading]) -> Iterator[Finding]:
    first: dict[int, Reading] = {}
    for reading in readings:
        priority = reading.service.route.priority
        other = first.setdefault(priority, reading)
        if other is not reading:
            line = other.at("route", "priority").line
            message = f"is the priority of {other.service.name} too, on line {line}"
            free = _free({each.service.route.priority for each in readings}, priority + 1, LAST_PRIORITY)
            yield Finding(reading.at("route", "priority"), message, f"write priority: {free}")


def _claims(reading: Reading) -> Iterator[_Claim]:
    route = reading.service.route
    hosts = [(host, reading.at("route", "host", index)) for index, host in enumerate(route.host)]
    paths = [(path, reading.at("route", "path", index)) for index, path in enumerate(route.path)]
    lacks_route = reading.project.load_balancer.existing and not reading.says("route")
    if lacks_route or route.closed or (not hosts and not paths and route.priority != LAST_PRIORITY):
        return  # There is nothing to claim, or that is said already.
    for host, at_host in hosts or [("*", reading.at("route", "path"))]:
        for path, at_path in paths or [(ANY_PATH, at_host)]:
            yield _Claim(reading, host, path, at_path)


def _clash(first: _Claim, second: _Claim, taken: set[int]) -> Iterator[Finding]:
    """Where ``first`` takes all that is for ``second``: right if it is asked later, and so for the rest alone."""
    is_same = second.takes(first)
    if is_same and (first.priority, first.location) < (second.priority, second.location):
        # The main service says no route, so that the other line is to blame.
        blamed, other = (first, second) if second.priority == LAST_PRIORITY else (second, first)
        if blamed is first:
            message = f"takes {first.shown}, so that the main service gets none"
            yield Finding(blamed.location, message, "name a part, or let it be the main service: `service`")
        else:
            message = f"{second.named} is for {other.reading.service.name} already, on line {other.location.line}"
            yield Finding(blamed.location, message, "a request goes to one service: name another host or path")
    elif not is_same and first.priority < second.priority:
        message = (
            f"gets no request: {first.reading.service.name} takes {first.named} before, "
            f"with priority {first.priority} (line {first.location.line})"
        )
        free = _free(taken, 1, first.priority)
        hint = f"write priority: {free}, since the lowest is asked first" if free else "give it a lower priority"
        yield Finding(second.location, message, hint)


def _free(taken: set[int], low: int, end: int) -> int:
    """A priority from ``low`` on that is below ``end`` and nobody has: in hundreds, tens or ones; 0 where none is."""
    for step in (100, 10, 1):
        free = [number for number in range(step * -(-low // step), end, step) if number not in taken]
        if free:
            return free[0] if end == LAST_PRIORITY else free[-1]
    return 0


RULE = EnvironmentRule("routes", "Each service gets the requests that its route names.", _check)
