"""The release: how traffic moves to a new version, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.origin import origin
from generator.problems import Location


@dataclass(frozen=True)
class Alarms:
    """Thresholds; ``None`` turns an alarm off."""

    errors: float | None = 5
    """Percent of requests that fail, beyond those of the other colour."""
    connections: float | None = 5
    """Percent of connections that tasks do not accept, beyond those of the other colour."""
    latency: float | None = 1.5
    """Seconds, 90th percentile."""
    unhealthy: int | None = 1
    """Hosts, beyond those of the other colour."""
    failures: int = 2
    """Failed requests, or connections, that make a minute count; fewer are chance."""
    origin: Location = origin()

    @property
    def are_any(self) -> bool:
        """Whether there is an alarm at all."""
        limits = (self.errors, self.connections, self.latency, self.unhealthy)
        return any(limit is not None for limit in limits)


@dataclass(frozen=True)
class Hooks:
    """Lambda functions that CodeDeploy calls at the steps of a release, by ARN."""

    before_install: str | None = None
    after_install: str | None = None
    after_test_traffic: str | None = None
    before_traffic: str | None = None
    after_traffic: str | None = None
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
class Release:
    """One release: ``percent`` first, the rest after ``minutes``, or step by step."""

    engine: str = "codedeploy"
    strategy: str = "canary"
    percent: int = 10
    minutes: int = 5
    keep_old: int = 5
    """Minutes that the old tasks stay for an instant rollback."""
    rollback: bool = True
    alarms: Alarms = Alarms()
    hooks: Hooks = Hooks()
    origin: Location = origin()
