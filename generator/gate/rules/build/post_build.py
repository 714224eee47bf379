"""Systems -> buildspecs that go on after a failed build."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.shell import phase_commands
from generator.gate.system import System
from generator.gate.value import (
    text,
)
from generator.problems import Severity

_MATTERS = re.compile(r"\bdocker\s+push\b|\baws\s+\w+|imageDetail\.json|imagedefinitions\.json")


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        if text(buildspec.data, "phases", "build", "on-failure").upper() == "ABORT":
            continue
        for phase, index, command in phase_commands(buildspec):
            if phase == "post_build" and _MATTERS.search(command) and "CODEBUILD_BUILD_SUCCEEDING" not in command:
                message = "post_build runs after a failed build too: this would push or hand over what is broken"
                hint = "move it to the phase build, or set on-failure: ABORT there"
                yield Finding(buildspec, message, ("phases", phase, "commands", index), hint)
                break


RULE = Rule(
    "post-build",
    "Nothing is pushed or handed over in post_build, which runs after a failed build too.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     build:
+      on-failure: ABORT
       commands:
         - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
         - docker build -t "$IMAGE" .
     post_build:
       commands:
         - docker push "$IMAGE"
    """,
    severity=Severity.ADVICE,
)
