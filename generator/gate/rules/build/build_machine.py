"""Systems -> projects whose image or machine CodeBuild does not have."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from generator.gate.api_shape import shapes
from generator.gate.build import PROJECT
from generator.gate.build_image import OWN, image_fault
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, text
from generator.problems import Severity

_LAMBDA = "LAMBDA"
_NO_LAMBDA = ("ATTRIBUTE_BASED_COMPUTE", "CUSTOM_INSTANCE_TYPE")


def _check(system: System) -> Iterator[Finding]:
    for project in system.of(PROJECT):
        kind, machine, image = (
            text(project.properties, "Environment", key) for key in ("Type", "ComputeType", "Image")
        )
        yield from _words(project, "Type", "EnvironmentType", kind)
        yield from _words(project, "ComputeType", "ComputeType", machine)
        is_either = machine.startswith("BUILD_") or machine in _NO_LAMBDA
        if is_literal(kind) and is_literal(machine) and is_either and (_LAMBDA in kind) != (_LAMBDA in machine):
            message = f"{machine} is no machine of a project of the type {kind}: CodeBuild refuses it"
            yield Finding(project, message, ("Environment", "ComputeType"))
        if is_literal(image) and image.startswith(OWN):
            fault, hint, is_newer = image_fault(image)
            severity = Severity.WARNING if is_newer else None
            if fault:
                yield Finding(project, fault, ("Environment", "Image"), hint, severity)


def _words(project: Resource, key: str, shape: str, value: str) -> Iterator[Finding]:
    known = shapes("codebuild")[shape]["enum"]
    if is_literal(value) and value not in known:
        near = get_close_matches(value, known, 1)
        yield Finding(project, f"CodeBuild has no {key} {value}", ("Environment", key), near[0] if near else "")


RULE = Rule(
    "build-machine",
    "A project builds in an image, and on a machine, that CodeBuild has.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/ec2-compute-images.html",
    _check,
    """
 Resources:
   Project:
     Type: AWS::CodeBuild::Project
     Properties:
       Source: {Type: CODEPIPELINE, BuildSpec: buildspec.yml}
       Environment:
         Type: LINUX_CONTAINER
-        ComputeType: BUILD_GENERAL_SMALL
+        ComputeType: BUILD_GENERAL1_SMALL
         Image: "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    """,
)
