"""Systems -> builds that install packages by a program which their image's system does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.build import projects_of
from generator.gate.rule import Finding, Rule
from generator.gate.shell import phase_commands
from generator.gate.system import System
from generator.gate.value import text

_AMAZON = re.compile(r"aws/codebuild/amazonlinux")
_UBUNTU = re.compile(r"aws/codebuild/standard:")
_RUNS = r"(?:^|[;&|]\s*|\bsudo\s+)(?:-\S+\s+)*"
_APT = re.compile(rf"{_RUNS}(apt-get|apt|dpkg)\s+(?:-\S+\s+)*(?:update|upgrade|install|-i\b)", re.M)
_YUM = re.compile(rf"{_RUNS}(yum|dnf|rpm)\s+(?:-\S+\s+)*(?:update|upgrade|install|-i\b)", re.M)
_CHOOSES = re.compile(r"\bif\b|\|\||\bcommand\s+-v\b|\bwhich\b|\bdocker\s+run\b")
"""A command that asks first, or that runs in another system."""


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        images = {text(project.properties, "Environment", "Image") for project in projects_of(system, buildspec)}
        for phase, index, command in phase_commands(buildspec):
            if _CHOOSES.search(command):
                continue
            for image in sorted(images):
                wrong = _APT if _AMAZON.match(image) else _YUM if _UBUNTU.match(image) else None
                found = wrong.search(command) if wrong else None
                if found:
                    message = f"the image {image} has no {found[1]}: the command is not found"
                    hint = "dnf" if wrong is _APT else "apt-get"
                    yield Finding(buildspec, message, ("phases", phase, "commands", index), hint)


RULE = Rule(
    "package-manager",
    "A build installs packages by the program of its image's system.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html",
    _check,
    """
 Resources:
   Build:
     Type: AWS::CodeBuild::Project
     Properties:
       Environment: {Type: LINUX_CONTAINER, Image: "aws/codebuild/amazonlinux-x86_64-standard:5.0"}
       Source: {Type: CODEPIPELINE, BuildSpec: buildspec.yml}
 buildspec.yml:
   version: 0.2
   phases:
     install:
-      commands: [apt-get install -y jq]
+      commands: [dnf install -y jq]
    """,
)
