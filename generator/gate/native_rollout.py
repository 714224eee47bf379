"""A service whose releases ECS shifts -> its course and its alarms, as the mathematics of canaries takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.canary.course import Course, Strategy
from generator.gate.native import Native, natives
from generator.gate.rollout import Rollout, summed_up
from generator.gate.system import Resource, System
from generator.gate.value import at, is_true, is_unknown, number, sequence, text

_STRATEGIES = {"CANARY": Strategy.CANARY, "LINEAR": Strategy.LINEAR, "BLUE_GREEN": Strategy.ALL_AT_ONCE}
_SHIFTS = {
    "CANARY": ("CanaryConfiguration", "CanaryPercent", "CanaryBakeTimeInMinutes"),
    "LINEAR": ("LinearConfiguration", "StepPercent", "StepBakeTimeInMinutes"),
}
"""https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html."""


@dataclass(frozen=True)
class NativeRelease:
    """A service, as that which shifts traffic between two target groups."""

    system: System
    group: Resource
    """The service: it has what a deployment group has otherwise."""
    target_group_names: list[str]
    """References of both."""


def native_rollouts(system: System) -> Iterator[Rollout]:
    """Every release of a system that ECS shifts."""
    for native in natives(system):
        for swap in native.swaps[:1]:
            names = [text(name) for name in sequence(native.configuration, "Alarms", "AlarmNames")]
            yield summed_up(
                NativeRelease(system, native.service, [*swap.groups]),
                _course(native),
                names if is_true(native.configuration, "Alarms", "Enable") else [],
                goes_back=is_true(native.configuration, "Alarms", "Rollback"),
            )


def _course(native: Native) -> Course | None:
    """Minutes and percents; None where the template does not say them."""
    path = ("BakeTimeInMinutes",)
    if is_unknown(native.configuration, *path) or at(native.configuration, *path) is None:
        return None
    keep_old = number(native.configuration, *path) or 0
    if native.strategy not in _SHIFTS:
        return Course(Strategy.ALL_AT_ONCE, 100, 0, keep_old)
    shape, percent, minutes = _SHIFTS[native.strategy]
    share = at(native.configuration, shape, percent)
    alone = number(native.configuration, shape, minutes)
    if not isinstance(share, int | float | str) or alone is None:
        return None
    return Course(_STRATEGIES[native.strategy], float(share), alone, keep_old)
