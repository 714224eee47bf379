"""The release: how traffic moves to a new version, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

from generator.model.origin import origin
from generator.problems import Location

DELAY_MINUTES = 2
"""From the end of a bad minute to the stop of the release: the metrics are published, the alarm is evaluated, and
the engine asks for its state. An estimate: AWS documents none of them."""

PAUSE_MINUTES = 60
"""How long a release waits for a person who is asked. ECS itself would wait for a day:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html."""


class Breach(NamedTuple):
    """When an alarm goes off: ``minutes`` bad ones among the last ``of``."""

    minutes: int
    of: int


AS_THE_ENGINE = 0
"""What a threshold is that the spec does not name, and that every engine has a default of its own for."""


@dataclass(frozen=True)
class Alarms:
    """Thresholds; ``None`` turns an alarm off."""

    errors: float | None = 4
    """Percent of requests that fail, beyond those of the other colour."""
    connections: float | None = 4
    """Percent of connections that tasks do not accept, beyond those of the other colour."""
    latency: float | None = 1.5
    """Seconds, 90th percentile."""
    unhealthy: int | None = 1
    """Hosts, beyond those of the other colour."""
    tasks: int | None = AS_THE_ENGINE
    """Tasks that do not start, or end by themselves, within a quarter of an hour."""
    failures: int = 1
    """Failed requests, or connections, that make a minute count; fewer are chance."""
    origin: Location = origin()

    @property
    def are_any(self) -> bool:
        """Whether the spec leaves, or turns, an alarm on."""
        limits = (self.errors, self.connections, self.latency, self.unhealthy)
        return any(limit is not None for limit in limits) or bool(self.tasks)


@dataclass(frozen=True)
class Hooks:
    """Lambda functions that the engine calls at the steps of a release, by ARN."""

    before_install: str | None = None
    after_install: str | None = None
    after_test_traffic: str | None = None
    before_traffic: str | None = None
    after_traffic: str | None = None
    made_for: str = field(default="codedeploy", metadata={"key": "for"})
    """The engine whose contract the functions keep: how they are called, and how they answer."""
    origin: Location = origin()

    @property
    def functions(self) -> tuple[tuple[str, str], ...]:
        """The steps that have a function, in the order in which a release reaches them."""
        steps = (
            ("before_install", self.before_install),
            ("after_install", self.after_install),
            ("after_test_traffic", self.after_test_traffic),
            ("before_traffic", self.before_traffic),
            ("after_traffic", self.after_traffic),
        )
        return tuple((step, function) for step, function in steps if function is not None)


@dataclass(frozen=True)
class Before:
    """One task of the new image, before it gets traffic: migrations."""

    command: tuple[str, ...] = ()
    """In the place of the image's own. A valid spec gives it."""
    timeout: int = 15
    """Minutes from the start of the task."""
    origin: Location = origin()


@dataclass(frozen=True)
class Release:
    """One release: ``percent`` first, the rest after ``minutes``, or step by step."""

    engine: str = "codedeploy"
    pipeline: bool = True
    """Whether a pipeline builds and releases; without one, images are pushed and released by somebody else."""
    strategy: str = "canary"
    percent: float = 10
    minutes: int = 15
    keep_old: int = 5
    """Minutes that the old tasks stay for an instant rollback."""
    rollback: bool = True
    pause: str | None = None
    """Where it waits for a person: ``tested``, once the test port reaches the new tasks; ``step``, before each
    shift."""
    pause_timeout: int | None = None
    """Minutes until one that nobody lets go on rolls back; ``None``: :data:`PAUSE_MINUTES`."""
    alarms: Alarms = Alarms()
    hooks: Hooks = Hooks()
    before: Before | None = None
    origin: Location = origin()

    @property
    def breach(self) -> Breach:
        """Two of three: one bad minute is no trend, and a good one between two bad ones hides nothing.

        A canary of three minutes has but one that is judged in time. A shorter one ends before any alarm goes off,
        which then stops the release while the old tasks are kept.
        """
        if self.strategy == "canary" and self.minutes == DELAY_MINUTES + 1:
            return Breach(1, 2)
        return Breach(2, 3)

    @property
    def minutes_to_stop(self) -> int:
        """Minutes from the first request to a new task until the old tasks end, which nothing brings back."""
        return (self.shifts - 1) * self.minutes + self.keep_old

    @property
    def longest(self) -> int:
        """The same, when each person who is asked takes all the time that there is."""
        return self.minutes_to_stop + self.pauses * (self.pause_timeout or PAUSE_MINUTES)

    @property
    def shifts(self) -> int:
        """How often traffic moves: ``minutes`` pass between one time and the next."""
        return {"canary": 2, "linear": ceil(100 / self.percent), "all-at-once": 1}[self.strategy]

    @property
    def pauses(self) -> int:
        """How often a person is asked."""
        return {None: 0, "tested": 1}.get(self.pause, self.shifts)
