"""Systems -> builds of images in a project that cannot run Docker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands
from generator.gate.system import System
from generator.gate.value import is_true, text

_WITH_DOCKER = "aws/codebuild/docker:"
"""CodeBuild's first images for Docker, with which its API asked for no privileged mode:
https://docs.aws.amazon.com/cdk/api/latest/python/aws_cdk.aws_codebuild/LinuxBuildImage.html (``privileged``)."""

_DAEMON = re.compile(r"\bdocker\s+(build|buildx(?!\s+imagetools)|run|compose)\b")
"""What needs a daemon; tools for images ask registries alone:
https://docs.docker.com/reference/cli/docker/buildx/imagetools/."""


def _check(system: System) -> Iterator[Finding]:
    for project in system.of("AWS::CodeBuild::Project"):
        inline = text(project.properties, "Source", "BuildSpec")
        files = [
            file for file in system.buildspecs if not inline or inline == file.path or inline.endswith(f"/{file.path}")
        ]
        scripts = [commands(file) for file in files] or [inline]
        image = text(project.properties, "Environment", "Image")
        runs_docker = any(_DAEMON.search(script) for script in scripts)
        if runs_docker and "LAMBDA" in text(project.properties, "Environment", "Type"):
            message = "the build runs Docker, which builds on Lambda cannot"
            yield Finding(project, message, ("Environment", "Type"), "LINUX_CONTAINER or ARM_CONTAINER")
        elif (
            runs_docker
            and not image.startswith(_WITH_DOCKER)
            and not is_true(project.properties, "Environment", "PrivilegedMode")
        ):
            message = "the build runs Docker, which needs PrivilegedMode"
            yield Finding(project, message, ("Environment", "PrivilegedMode"))


RULE = Rule(
    "docker-privileged",
    "A project whose build runs Docker is in privileged mode.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html",
    _check,
    """
 Resources:
   Project:
     Type: AWS::CodeBuild::Project
     Properties:
       Environment:
         Type: LINUX_CONTAINER
-        PrivilegedMode: false
+        PrivilegedMode: true
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
         - docker build .
    """,
)
