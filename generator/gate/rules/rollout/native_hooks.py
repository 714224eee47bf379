"""Systems -> lifecycle hooks of services that ECS cannot run, or wait at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.blue_green import SERVICE, controller
from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_unknown, lacks, mappings, sequence, setting
from generator.problems import Severity

_SHIFTING = ("TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT")
"""Stages at which requests move while nothing can wait."""


def _check(system: System) -> Iterator[Finding]:
    for native in natives(system):
        for path, hook in native.hooks:
            for key, message, severity in _wrong(hook):
                yield Finding(native.service, message, (*path, key), severity=severity)
    for service in system.of(SERVICE):
        configuration = service.properties.get("DeploymentConfiguration")
        is_known = not is_unknown(service.properties, "DeploymentController")
        is_rolling = setting(configuration, "ROLLING", "Strategy") == "ROLLING"
        if is_known and controller(service) == "ECS" and is_rolling and mappings(configuration, "LifecycleHooks"):
            # https://github.com/kayac/ecspresso warns of the same where it waits for a release that pauses.
            message = "a rolling update has no stage for its hooks: they are for BLUE_GREEN, CANARY and LINEAR"
            yield Finding(service, message, ("DeploymentConfiguration", "Strategy"), severity=Severity.WARNING)


def _wrong(hook: Mapping[str, Any]) -> Iterator[tuple[str, str, Severity]]:
    """Keys of a hook, and what is wrong there."""
    kind = setting(hook, "AWS_LAMBDA", "TargetType")
    if kind == "PAUSE":
        for stage in _SHIFTING:
            if stage in sequence(hook, "LifecycleStages"):
                message = f"a release cannot pause at {stage}, while requests move; only a function runs there"
                yield "LifecycleStages", message, Severity.ERROR
        if not lacks(hook, "HookTargetArn"):
            yield "HookTargetArn", "a pause waits for a person and calls no function", Severity.WARNING
    if kind == "AWS_LAMBDA":
        if lacks(hook, "HookTargetArn"):
            yield "HookTargetArn", "the hook names no function to call", Severity.ERROR
        if lacks(hook, "RoleArn"):
            yield "RoleArn", "ECS has no role to call the hook's function with", Severity.ERROR
    if lacks(hook, "LifecycleStages"):
        yield "LifecycleStages", "the hook has no stage at which it is called", Severity.ERROR


RULE = Rule(
    "native-hooks",
    "A hook of a service that ECS shifts has a function and a role, or pauses at a stage that can wait.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       DeploymentConfiguration:
         Strategy: CANARY
         Alarms: {Enable: true, Rollback: true, AlarmNames: [errors]}
         LifecycleHooks:
           - TargetType: PAUSE
-            LifecycleStages: [PRODUCTION_TRAFFIC_SHIFT]
+            LifecycleStages: [POST_TEST_TRAFFIC_SHIFT]
    """,
)
