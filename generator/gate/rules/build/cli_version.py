"""Systems -> builds with commands of version 1 of the AWS CLI, which their image no longer has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.build import projects_of
from generator.gate.build_image import has_cli_2
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, phase_commands
from generator.gate.system import System
from generator.gate.value import text
from generator.problems import Severity

_GET_LOGIN = re.compile(r"\baws\s+(?:--?[\w-]+(?:[= ]\S+)?\s+)*ecr\s+get-login(?![\w-])")
_OWN_CLI = re.compile(r"pip3?\s+install\b[^\n]*\bawscli\b")
"""A build that brings version 1 itself."""


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        images = [text(project.properties, "Environment", "Image") for project in projects_of(system, buildspec)]
        if _OWN_CLI.search(commands(buildspec)):
            continue
        severity = None if all(map(has_cli_2, images)) else Severity.WARNING
        for phase, index, command in phase_commands(buildspec):
            if _GET_LOGIN.search(command):
                message = "calls `aws ecr get-login`, which version 2 of the AWS CLI does not have: the login fails"
                hint = "aws ecr get-login-password | docker login --username AWS --password-stdin REGISTRY"
                yield Finding(buildspec, message, ("phases", phase, "commands", index), hint, severity)


RULE = Rule(
    "cli-version",
    "A build uses commands that the AWS CLI of its image has.",
    "https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
-        - $(aws ecr get-login --no-include-email)
+        - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
    """,
)
