"""Systems -> appspecs with hooks that CodeDeploy does not know for ECS, or that never run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from generator.gate.appspec import is_for_servers
from generator.gate.blue_green import releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import mapping, mappings

_EVENTS = {"BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"}


def _check(system: System) -> Iterator[Finding]:
    tests = any(release.listeners("TestTrafficRoute") for release in releases(system))
    for appspec in system.appspecs:
        hooks = next((appspec.data[key] for key in ("Hooks", "hooks") if key in mapping(appspec.data)), None)
        if isinstance(hooks, Mapping) and not is_for_servers(appspec):
            message = "Hooks is a list, each entry with one event and its function"
            yield Finding(appspec, message, ("Hooks",))
        for index, hook in enumerate(mappings(appspec.data, "Hooks")):
            for event in hook:
                if event not in _EVENTS:
                    near = get_close_matches(str(event), sorted(_EVENTS), 1, 0.7)
                    hint = f"is it {near[0]}?" if near else f"it knows {', '.join(sorted(_EVENTS))}"
                    yield Finding(appspec, f"CodeDeploy knows no event '{event}' for ECS", ("Hooks", index), hint)
                elif not isinstance(hook[event], str) or not hook[event]:
                    yield Finding(appspec, f"{event} has the name or the ARN of one function", ("Hooks", index))
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
