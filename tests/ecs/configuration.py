"""A ``deploymentConfiguration`` as UpdateService takes it -> what a deployment does, or why ECS refuses it.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_DAY = 1440
_PAUSES_NOT_AT = frozenset({"TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"})
"""https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html."""


class RefusedError(Exception):
    """ECS says no. ``code`` is its word for why."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True)
class Hook:
    """A lifecycle hook."""

    stages: tuple[str, ...]
    type: str = "PAUSE"
    """``PAUSE`` or ``AWS_LAMBDA``."""
    timeout: int = _DAY
    """Minutes."""
    action: str = "ROLLBACK"
    """What follows when nobody answers in time: ``ROLLBACK`` or ``CONTINUE``."""
    function: str = ""
    """The function's ARN."""


@dataclass(frozen=True)
class Configuration:
    """How a deployment shifts traffic, and what stops it. Times are in minutes."""

    strategy: str = "CANARY"
    percent: float = 10.0
    """Of a canary, or of each step."""
    minutes: int = 5
    """After a canary, or after each step."""
    bake: int = 5
    """When all traffic has moved, until the old tasks end."""
    hooks: tuple[Hook, ...] = ()
    alarms: tuple[str, ...] = ()
    goes_back: bool = True
    """Whether an alarm takes the deployment back, and does not just end it."""

    @property
    def weights(self) -> tuple[float, ...]:
        """The percent of the traffic that the new revision has after each shift."""
        if self.strategy == "BLUE_GREEN":
            return (100.0,)
        if self.strategy == "CANARY":
            return (self.percent, 100.0) if self.percent < 100 else (100.0,)
        steps = [round(self.percent * number, 1) for number in range(1, int(100 // self.percent) + 1)]
        return (*(each for each in steps if each < 100), 100.0)

    def at(self, stage: str) -> Iterator[Hook]:
        """The hooks of a stage."""
        return (hook for hook in self.hooks if stage in hook.stages)


def configuration(given: Mapping[str, Any]) -> Configuration:
    """Raises RefusedError where a value is not what the model of the API allows."""
    strategy = given.get("strategy", "ROLLING")
    if strategy not in {"BLUE_GREEN", "CANARY", "LINEAR"}:
        raise RefusedError("InvalidParameterException", f"{strategy} moves no traffic between two target groups")
    if given.get("deploymentCircuitBreaker", {}).get("enable") and strategy != "BLUE_GREEN":
        raise RefusedError("InvalidParameterException", f"the circuit breaker is not for {strategy}")
    alarms = given.get("alarms", {})
    percent, minutes = _shift(strategy, given)
    return Configuration(
        strategy=strategy,
        percent=percent,
        minutes=_minutes(minutes, "the bake time of a step"),
        bake=_minutes(given.get("bakeTimeInMinutes", 15), "bakeTimeInMinutes"),
        hooks=tuple(map(_hook, given.get("lifecycleHooks", ()))),
        alarms=tuple(alarms.get("alarmNames", ())) if alarms.get("enable") else (),
        goes_back=bool(alarms.get("rollback")),
    )


def _shift(strategy: str, given: Mapping[str, Any]) -> tuple[float, int]:
    if strategy == "BLUE_GREEN":
        return 100.0, 0
    if strategy == "CANARY":
        canary = given.get("canaryConfiguration", {})
        return _percent(canary.get("canaryPercent", 5.0), 0.1), canary.get("canaryBakeTimeInMinutes", 10)
    linear = given.get("linearConfiguration", {})
    return _percent(linear.get("stepPercent", 10.0), 3.0), linear.get("stepBakeTimeInMinutes", 6)


def _percent(value: float, least: float) -> float:
    if not least <= value <= 100 or round(value, 1) != value:
        raise RefusedError("InvalidParameterException", f"{value} is no multiple of 0.1 from {least} to 100")
    return value


def _minutes(value: int, what: str) -> int:
    if not 0 <= value <= _DAY:
        raise RefusedError("InvalidParameterException", f"{what} is {value}, and not 0 to {_DAY}")
    return value


def _hook(given: Mapping[str, Any]) -> Hook:
    stages, kind = tuple(given.get("lifecycleStages", ())), given.get("targetType", "AWS_LAMBDA")
    if not stages:
        raise RefusedError("InvalidParameterException", "a lifecycle hook is for one stage at least")
    if kind == "PAUSE" and (wrong := _PAUSES_NOT_AT.intersection(stages)):
        raise RefusedError("InvalidParameterException", f"nothing can pause at {', '.join(sorted(wrong))}")
    if kind == "AWS_LAMBDA" and not given.get("hookTargetArn"):
        raise RefusedError("InvalidParameterException", "a Lambda hook needs hookTargetArn")
    limit = given.get("timeoutConfiguration", {})
    return Hook(
        stages,
        kind,
        limit.get("timeoutInMinutes", _DAY),
        limit.get("action", "ROLLBACK"),
        given.get("hookTargetArn", ""),
    )
