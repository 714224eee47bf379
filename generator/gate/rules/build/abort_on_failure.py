"""Systems -> buildspecs whose later phases run although an earlier one failed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.shell import phase_commands
from generator.gate.system import System
from generator.gate.value import (
    mapping,
    text,
)
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        for phase, body in mapping(buildspec.data, "phases").items():
            if text(body, "on-failure").upper() == "CONTINUE":
                yield Finding(
                    buildspec, f"{phase} goes on after a command failed", ("phases", str(phase), "on-failure")
                )
        for phase, index, command in phase_commands(buildspec):
            if re.search(r"docker (build|push)\b.*\|\|\s*true", command):
                yield Finding(buildspec, "a failed build or push counts as done", ("phases", phase, "commands", index))


RULE = Rule(
    "abort-on-failure",
    "No phase of the build goes on after a failure.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     build:
-      on-failure: CONTINUE
+      on-failure: ABORT
       commands:
         - make test
    """,
    severity=Severity.WARNING,
)
