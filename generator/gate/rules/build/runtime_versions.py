"""Systems -> builds that ask for a runtime which their image does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.build import projects_of
from generator.gate.build_image import runtimes
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import System
from generator.gate.value import mapping, text


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        wanted = mapping(buildspec.data, "phases", "install", "runtime-versions")
        images = {text(project.properties, "Environment", "Image") for project in projects_of(system, buildspec)}
        for image in sorted(images):
            known = runtimes(image)
            for name, version in wanted.items() if known else ():
                path: Path = ("phases", "install", "runtime-versions", str(name))
                if message := _fault(image, known, str(name), version):
                    yield Finding(buildspec, message, path)


def _fault(image: str, known: Mapping[str, tuple[str, ...]], name: str, version: Any) -> str:
    if name not in known:
        return f"the image {image} has no runtime '{name}': it has {', '.join(sorted(known))}"
    wanted = text({"": version}, "")
    if not re.fullmatch(r"[\w.]+", wanted) or wanted == "latest" or _is_newer(wanted, known[name]):
        return ""
    wide = wanted.removesuffix(".x")
    # YAML takes 3.10 for the number 3.1, and so does the image's own list.
    fits = any(
        each == wide or each.startswith(f"{wide}.") or wide.startswith(f"{each}.") or each == f"{wide}0"
        for each in known[name]
    )
    return "" if fits else f"the image {image} has no {name} {wanted}: it has {', '.join(known[name])}"


def _is_newer(wanted: str, versions: tuple[str, ...]) -> bool:
    """Than everything that is known of: AWS may have added it."""
    return _number(wanted) > max(map(_number, versions))


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


RULE = Rule(
    "runtime-versions",
    "The runtimes of a build are in its image, in the version that it asks for.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/runtime-versions.html",
    _check,
    """
 Resources:
   Project:
     Type: AWS::CodeBuild::Project
     Properties:
       Source: {Type: CODEPIPELINE, BuildSpec: buildspec.yml}
       Environment: {Type: LINUX_CONTAINER, Image: "aws/codebuild/amazonlinux-x86_64-standard:5.0"}
 buildspec.yml:
   version: 0.2
   phases:
     install:
-      runtime-versions: {nodejs: 8}
+      runtime-versions: {nodejs: 22}
     build:
       commands: [npm ci]
    """,
)
