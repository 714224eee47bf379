"""A blue/green release of templates -> its course and its alarms, as the mathematics of canaries takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from generator.canary.alarm import Alarm, Source
from generator.canary.course import Course, Strategy
from generator.canary.expression import NotUnderstoodError
from generator.canary.power import Side
from generator.gate.alarm import ALARM
from generator.gate.blue_green import Release, releases
from generator.gate.read_alarm import read_alarm
from generator.gate.system import Resource, System
from generator.gate.value import is_true, is_unknown, mapping, mappings, number, sequence, text

COMPOSITE = "AWS::CloudWatch::CompositeAlarm"
_PREDEFINED = re.compile(r"CodeDeployDefault\.ECS(Canary|Linear)(\d+)Percent(?:Every)?(\d+)Minutes\Z")
_ALL_AT_ONCE = "CodeDeployDefault.ECSAllAtOnce"


class Unread(NamedTuple):
    """An alarm that stops a release, and why nothing is counted on it."""

    name: str
    why: str
    resource: Resource | None


class Shifted(Protocol):
    """A release between two target groups, whatever shifts its traffic."""

    @property
    def system(self) -> System:
        """All templates that it is part of."""
        ...

    @property
    def group(self) -> Resource:
        """The resource that says how it goes: a deployment group, or a service."""
        ...

    @property
    def target_group_names(self) -> list[str]:
        """The names of its target groups, or references of them."""
        ...


@dataclass(frozen=True)
class Rollout:
    """One release as it can be summed up."""

    release: Shifted
    course: Course | None
    """None where the deployment configuration is not in the templates."""
    sides: tuple[Side, ...]
    """Its alarms with either target group as the new one; once where that makes no difference."""
    unread: tuple[Unread, ...]
    has_alarms: bool
    """Whether any alarm stops it: named, and turned on."""
    goes_back: bool
    """Whether traffic goes back to the old version when it is stopped."""
    alarms: tuple[str, ...] = ()
    """The names of those that stop it, or references of them."""


def rollout(release: Release) -> Rollout:
    """How a deployment group shifts traffic, and what may stop it."""
    properties = release.group.properties
    configuration = mapping(properties, "AlarmConfiguration")
    names = [text(item, "Name") for item in mappings(configuration, "Alarms")]
    events = sequence(properties, "AutoRollbackConfiguration", "Events")
    is_on = is_true(properties, "AutoRollbackConfiguration", "Enabled")
    goes_back = is_on and "DEPLOYMENT_STOP_ON_ALARM" in events
    return summed_up(release, course(release), names if is_true(configuration, "Enabled") else [], goes_back=goes_back)


def summed_up(release: Shifted, course: Course | None, alarms: list[str], *, goes_back: bool) -> Rollout:
    """A release of a known course, and what the ``alarms`` that are turned on mean for either target group."""
    unread: list[Unread] = []
    sides: list[Side] = []
    for new in release.target_group_names[:2] if alarms else ():
        side, left = _side(release, alarms, new)
        unread += [each for each in left if each.name not in {one.name for one in unread}]
        sides.append(side)
    return Rollout(
        release=release,
        course=course,
        sides=tuple(_once(sides)),
        unread=tuple(unread),
        has_alarms=bool(alarms),
        goes_back=goes_back,
        alarms=tuple(alarms),
    )


class Shift(NamedTuple):
    """How a deployment configuration moves traffic; ``minutes`` is None where nobody says how long a part takes."""

    strategy: Strategy
    percent: int
    minutes: int | None


def shift(release: Shifted) -> Shift | None:
    """The first part of the traffic and how long it is alone; None for a configuration that is not known."""
    name = text(release.group.properties, "DeploymentConfigName")
    if match := _PREDEFINED.match(name):
        return Shift(Strategy(match[1].lower()), int(match[2]), int(match[3]))
    if name == _ALL_AT_ONCE:
        return Shift(Strategy.ALL_AT_ONCE, 100, 0)
    own = release.system.find("AWS::CodeDeploy::DeploymentConfig", name)
    routing = mapping(own.properties, "TrafficRoutingConfig") if own else {}
    for strategy, word in ((Strategy.CANARY, "Canary"), (Strategy.LINEAR, "Linear")):
        percent, minutes = (number(routing, f"TimeBased{word}", f"{word}{what}") for what in ("Percentage", "Interval"))
        if percent and 0 < percent < 100:
            return Shift(strategy, percent, minutes or None)
    return None


def course(release: Release) -> Course | None:
    """Minutes and percents of a deployment group."""
    properties = release.group.properties
    blue_green = mapping(properties, "BlueGreenDeploymentConfiguration")
    path = ("TerminateBlueInstancesOnDeploymentSuccess", "TerminationWaitTimeInMinutes")
    if is_unknown(blue_green, *path) or is_unknown(properties, "DeploymentConfigName"):
        return None
    keep_old = number(blue_green, *path) or 0
    moved = shift(release)
    if moved is None or moved.minutes is None:
        return None
    return Course(moved.strategy, moved.percent, moved.minutes, keep_old)


def _once(sides: list[Side]) -> Iterator[Side]:
    seen: list[frozenset[Alarm]] = []
    for side in sides:
        if frozenset(side) not in seen:
            seen.append(frozenset(side))
            yield side


def _side(release: Shifted, names: list[str], new: str) -> tuple[Side, list[Unread]]:
    """The alarms of a release whose new version is in the target group ``new``, and those that say nothing."""
    alarms, unread = [], []
    for name in names:
        resource = release.system.find(ALARM, name)
        if resource is None:
            is_composite = any(each.name == name for each in release.system.of(COMPOSITE))
            why = "it is made of other alarms" if is_composite else "no template here makes it"
            unread.append(Unread(name, why, None))
            continue
        try:
            alarms.append(read_alarm(resource.name or resource.id, resource.properties, Sources(release, new).of))
        except NotUnderstoodError as error:
            unread.append(Unread(resource.name or name, str(error), resource))
    return tuple(alarms), unread


class Sources(NamedTuple):
    """Tells whose answers a metric counts, by its dimensions."""

    release: Shifted
    new: str
    """The name of the new version's target group, as the deployment group says it."""

    def of(self, dimensions: Mapping[str, str]) -> Source:
        """Raises NotUnderstoodError where it is neither the load balancer nor one of the release's target groups."""
        keys = dimensions.keys()
        if not keys <= {"LoadBalancer", "TargetGroup"} or "LoadBalancer" not in keys:
            raise NotUnderstoodError(f"its dimensions are {', '.join(sorted(keys)) or 'left out'}")
        if "TargetGroup" not in keys:
            return Source.BOTH
        group = self.release.system.at(dimensions["TargetGroup"])
        for name in self.release.target_group_names:
            if group is not None and self.release.system.find(group.type, name) is group:
                return Source.NEW if name == self.new else Source.OLD
        raise NotUnderstoodError("its target group is none of the release's")


def rollouts(system: System) -> Iterator[Rollout]:
    """Every blue/green release of a system."""
    question = ("rollouts", "")
    if question not in system.answers:
        system.answers[question] = tuple(map(rollout, releases(system)))
    yield from system.answers[question]
