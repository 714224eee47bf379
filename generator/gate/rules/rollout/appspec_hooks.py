"""Systems -> appspecs with hooks that CodeDeploy does not know for ECS, or that never run."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mappings,
)

_EVENTS = {"BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"}


def _check(system: System) -> Iterator[Finding]:
    tests = any(release.listeners("TestTrafficRoute") for release in releases(system))
    for appspec in system.appspecs:
        for index, hook in enumerate(mappings(appspec.data, "Hooks")):
            for event in hook:
                if event not in _EVENTS:
                    yield Finding(appspec, f"CodeDeploy knows no event '{event}' for ECS", ("Hooks", index))
                elif event == "AfterAllowTestTraffic" and any(releases(system)) and not tests:
                    message = "AfterAllowTestTraffic never runs: the deployment group has no test listener"
                    yield Finding(appspec, message, ("Hooks", index))


RULE = Rule(
    "appspec-hooks",
    "The hooks of an appspec are events that a release to ECS has.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html",
    _check,
    """
 appspec.yaml:
   version: 0.0
   Resources: []
   Hooks:
-    - ApplicationStop: CodeDeployHook_stop
+    - BeforeAllowTraffic: CodeDeployHook_smoke_test
    """,
)
