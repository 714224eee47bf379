"""Systems -> images built for another processor than the one that runs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.gate.beside import beside
from generator.gate.rule import Finding, Rule
from generator.gate.shell import phase_commands
from generator.gate.stack_update import is_released
from generator.gate.system import Resource, System
from generator.gate.value import (
    mappings,
    text,
)

_PLATFORM = {"linux/amd64": "X86_64", "linux/arm64": "ARM64"}


def _check(system: System) -> Iterator[Finding]:
    for project in system.of("AWS::CodeBuild::Project"):
        is_arm = text(project.properties, "Environment", "Type").startswith("ARM_")
        image = text(project.properties, "Environment", "Image")
        if image.startswith("aws/codebuild/") and is_arm != ("aarch64" in image):
            yield Finding(
                project, f"the image {image} is for another processor than the build's", ("Environment", "Image")
            )
    for task in system.released:
        architectures = {_architecture(each.properties) for each in beside(task, system.tasks)} - {""}
        own = _architecture(task.properties)
        for other in sorted(architectures - {own} if own else ()):
            message = f"runs on {own}, but the service began with a task definition for {other}"
            yield Finding(task.place, message, task.path("RuntimePlatform"))
        if own:
            yield from _built(system, getattr(task.place, "path", ""), own)
    for task in system.tasks:
        own = _architecture(task.properties)
        if own and isinstance(task.place, Resource) and is_released(system, task):
            yield from _built(system, task.place.template.path, own)


def _built(system: System, path: str, own: str) -> Iterator[Finding]:
    """What the buildspecs beside a task definition build for another processor."""
    for buildspec in system.buildspecs:
        if buildspec.path.rpartition("/")[0] != path.rpartition("/")[0]:
            continue
        for phase, index, command in phase_commands(buildspec):
            for platform in re.findall(r"--platform[= ](\S+)", command):
                if _PLATFORM.get(platform, own) != own:
                    message = f"builds for {platform}, but the tasks run on {own}"
                    yield Finding(buildspec, message, ("phases", phase, "commands", index))


def _architecture(properties: Any) -> str:
    containers = mappings(properties, "ContainerDefinitions")
    return text(properties, "RuntimePlatform", "CpuArchitecture") or ("X86_64" if containers else "")


RULE = Rule(
    "architecture",
    "Images are built for the processor that the tasks run on, on a build machine that fits its own image.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html",
    _check,
    """
 taskdef.json:
   family: shop
   runtimePlatform: {cpuArchitecture: ARM64}
   containerDefinitions: [{name: shop, image: "<IMAGE1_NAME>"}]
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
-        - docker build --platform linux/amd64 .
+        - docker build --platform linux/arm64 .
    """,
)
