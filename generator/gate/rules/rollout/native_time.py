"""Systems -> services whose releases last longer than CloudFormation waits for them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.native import Native, natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import at, number, text

_LONGEST = 33 * 60
"""Minutes. CloudFormation refuses a longer one, since it gives up after 36 hours."""
_DEFAULTS = {
    "BakeTimeInMinutes": 0,
    "CanaryBakeTimeInMinutes": 10,
    "StepBakeTimeInMinutes": 6,
}
"""Minutes where nothing is said; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html
has the last, that of a canary the one before, and of the first none is known."""
_STEP = 10.0


def _check(system: System) -> Iterator[Finding]:
    for native in natives(system):
        minutes, sum_of = _minutes(native)
        if minutes > _LONGEST:
            message = (
                f"a release lasts {minutes:,} minutes ({sum_of}), and CloudFormation refuses more than 33 hours, "
                f"which are {_LONGEST:,}"
            )
            yield Finding(native.service, message, ("DeploymentConfiguration",))


def _minutes(native: Native) -> tuple[int, str]:
    """How long a release lasts at least, and of what that is the sum; what is not known is left out."""
    bake = _setting(native.configuration, "BakeTimeInMinutes")
    if native.strategy == "CANARY":
        canary = _setting(native.configuration.get("CanaryConfiguration"), "CanaryBakeTimeInMinutes")
        return bake + canary, f"{canary} and then {bake}"
    if native.strategy == "LINEAR":
        linear = native.configuration.get("LinearConfiguration")
        step, waits = _setting(linear, "StepBakeTimeInMinutes"), _waits(linear)
        return bake + step * waits, f"{waits} waits of {step} and then {bake}"
    return bake, f"{bake} with both sets of tasks"


def _setting(holder: Mapping[str, Any] | Any, key: str) -> int:
    given = at(holder, key)
    return _DEFAULTS[key] if given is None else number(given) or 0


def _waits(linear: Any) -> int:
    """None after the last step, which is what is left where the percentage does not divide 100."""
    given = at(linear, "StepPercent")
    try:
        steps = 100 / (_STEP if given is None else float(text(given)))
    except (ValueError, ZeroDivisionError):
        return 0
    return round(steps) - 1 if math.isclose(steps, round(steps)) else math.floor(steps)


RULE = Rule(
    "native-time",
    "A release that ECS shifts is over before CloudFormation gives up.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-canaryconfiguration.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       DeploymentConfiguration:
         Strategy: CANARY
         Alarms: {Enable: true, Rollback: true, AlarmNames: [errors]}
         CanaryConfiguration: {CanaryPercent: 10, CanaryBakeTimeInMinutes: 1200}
-        BakeTimeInMinutes: 840
+        BakeTimeInMinutes: 60
    """,
)
