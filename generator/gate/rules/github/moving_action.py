"""Systems -> steps that run whatever an action's branch is at the time."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.workflow import jobs
from generator.problems import Severity

_BRANCHES = frozenset({"main", "master", "develop", "latest", "trunk", "HEAD"})


def _check(system: System) -> Iterator[Finding]:
    for job in jobs(system):
        for step in job.steps:
            name, at, version = step.uses.partition("@")
            if not name or name.startswith(("./", "docker://")):
                continue
            path = (*step.path, "uses")
            if not at:
                message = f"{name} has no version, without which GitHub takes no action"
                yield Finding(job.file, message, path, severity=Severity.ERROR)
            elif version in _BRANCHES:
                yield Finding(job.file, f"runs whatever {name} is on {version} at the time", path, "name a version")


RULE = Rule(
    "moving-action",
    "A workflow uses actions at a version.",
    "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
    _check,
    """
 .github/workflows/test.yml:
   on: {push: {}}
   jobs:
     test:
       runs-on: ubuntu-latest
       steps:
-        - uses: actions/checkout@main
+        - uses: actions/checkout@v6
    """,
    severity=Severity.ADVICE,
)
