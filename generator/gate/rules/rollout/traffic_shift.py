"""Systems -> canary and linear configurations outside of what CodeDeploy takes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mapping,
    number,
    text,
)

_SHAPES = {
    "TimeBasedCanary": ("CanaryPercentage", "CanaryInterval"),
    "TimeBasedLinear": ("LinearPercentage", "LinearInterval"),
}
_LONGEST_MINUTES = 2880


def _check(system: System) -> Iterator[Finding]:
    for config in system.of("AWS::CodeDeploy::DeploymentConfig"):
        routing = mapping(config.properties, "TrafficRoutingConfig")
        path = ("TrafficRoutingConfig",)
        kind = text(routing, "Type")
        if kind not in _SHAPES:
            continue
        if kind not in routing:
            yield Finding(config, f"the type is {kind}, but there are no values for it", path)
            continue
        percentage, interval = (number(routing, kind, key) for key in _SHAPES[kind])
        if percentage is None or not 1 <= percentage <= 99:
            yield Finding(config, f"{_SHAPES[kind][0]} is {percentage}; it is from 1 to 99", path)
        elif interval is not None:
            steps = 1 if kind == "TimeBasedCanary" else -(-100 // percentage) - 1
            if interval < 1 or steps * interval > _LONGEST_MINUTES:
                message = f"the traffic shifts for {steps * interval:,} minutes; it is from 1 to 2,880"
                yield Finding(config, message, path)


RULE = Rule(
    "traffic-shift",
    "A canary or a step is 1 to 99 percent, and the whole shift takes from one minute to two days.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations-create.html",
    _check,
    """
 Resources:
   Config:
     Type: AWS::CodeDeploy::DeploymentConfig
     Properties:
       ComputePlatform: ECS
       TrafficRoutingConfig:
         Type: TimeBasedCanary
-        TimeBasedCanary: {CanaryPercentage: 100, CanaryInterval: 5}
+        TimeBasedCanary: {CanaryPercentage: 10, CanaryInterval: 5}
    """,
)
