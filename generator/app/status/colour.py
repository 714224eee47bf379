"""A ``Status`` -> what is behind each of the two target groups: version, tasks, targets, share of the traffic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.app.status.environment import Status
from generator.app.status.service import ServiceState, version_of
from generator.live.service import LiveService
from generator.live.traffic import HEALTHY, Target
from generator.naming import PRODUCTION_COLOURS


@dataclass(frozen=True)
class Tasks:
    """How many tasks there are and ought to be."""

    desired: int
    running: int
    pending: int


@dataclass(frozen=True)
class Colour:
    """One target group, and all that AWS says of what is behind it. None stands for what it does not say."""

    name: str
    percent: float | None
    """Its share of the traffic, from 0 to 100."""
    version: str | None
    """Empty for what runs before the first release; None too when no tasks are behind it."""
    tasks: Tasks | None
    targets: Mapping[str, int] | None
    """How many there are in each state of health, healthy ones first."""
    complaints: tuple[str, ...]
    """Why targets are not healthy, each reason once."""

    @property
    def has_traffic(self) -> bool:
        """Whether users reach it."""
        return bool(self.percent)

    @property
    def healthy(self) -> int | None:
        """How many targets are healthy."""
        return None if self.targets is None else self.targets.get(HEALTHY, 0)


def colours(status: Status) -> tuple[Colour, ...]:
    """Both, blue first; none before the load balancer is deployed, or when it cannot be asked."""
    traffic, service = status.traffic.value, status.service.value
    if traffic is None:
        return ()
    found = []
    for name in PRODUCTION_COLOURS:
        group = traffic.groups.get(name)
        version, tasks = _behind(service, group.arn) if service and group else (None, None)
        targets = traffic.targets.get(name)
        found.append(
            Colour(
                name=name,
                percent=traffic.percent(name),
                version=version,
                tasks=tasks,
                targets=None if targets is None else _counted(targets),
                complaints=_complaints(targets or ()),
            )
        )
    return tuple(found)


def _behind(state: ServiceState, target_group: str) -> tuple[str | None, Tasks | None]:
    """The version and the tasks behind a target group."""
    service = state.service
    # One that is going may still stand beside its successor.
    for task_set in sorted(service.task_sets, key=lambda each: each.status == "DRAINING"):
        if any(route.target_group == target_group for route in task_set.routes):
            version = version_of(state.containers.get(task_set.task_definition))
            return version, Tasks(task_set.desired, task_set.running, task_set.pending)
    if not service.task_sets and _serves(service, target_group):
        return state.version, Tasks(service.desired, service.running, service.pending)
    return None, None


def _serves(service: LiveService, target_group: str) -> bool:
    return any(route.target_group == target_group for route in service.routes)


def _counted(targets: Sequence[Target]) -> Mapping[str, int]:
    counts = Counter(target.state for target in targets)
    return dict(sorted(counts.items(), key=lambda item: (item[0] != HEALTHY, item[0])))


def _complaints(targets: Sequence[Target]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(target.reason for target in targets if target.state == "unhealthy" and target.reason))
