"""Systems -> builds that push the same tag again and again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.shell import phase_commands
from generator.gate.system import System
from generator.problems import Severity

_LATEST = re.compile(r"docker\s+(?:push|buildx\s[^\n]*--push[^\n]*)\s[^\n]*:latest\b")


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        for phase, index, command in phase_commands(buildspec):
            if _LATEST.search(command):
                message = (
                    "pushes the tag latest: what runs under it changes, and a registry with immutable tags refuses it"
                )
                yield Finding(buildspec, message, ("phases", phase, "commands", index), "push one tag a version")


RULE = Rule(
    "moving-tag",
    "The build pushes one tag a version, and never `latest`.",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
-        - docker push "$REPOSITORY:latest"
+        - docker push "$REPOSITORY:$VERSION"
    """,
    severity=Severity.ADVICE,
)
