"""Systems -> projects with a local cache where CodeBuild has none."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    is_true,
    mapping,
    sequence,
    text,
)
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for project in system.of("AWS::CodeBuild::Project"):
        if text(project.properties, "Cache", "Type") != "LOCAL":
            continue
        environment = mapping(project.properties, "Environment")
        reasons = (
            ("in a VPC", bool(mapping(project.properties, "VpcConfig"))),
            ("in a GPU container", text(environment, "Type") == "LINUX_GPU_CONTAINER"),
            ("on BUILD_GENERAL1_2XLARGE", text(environment, "ComputeType") == "BUILD_GENERAL1_2XLARGE"),
        )
        for reason, applies in reasons:
            if applies:
                # Projects are made with it, and build without it.
                message = f"has a local cache, which CodeBuild does not keep {reason}"
                yield Finding(project, message, ("Cache",), severity=Severity.WARNING)
        modes = sequence(project.properties, "Cache", "Modes")
        if "LOCAL_DOCKER_LAYER_CACHE" in modes and not is_true(environment, "PrivilegedMode"):
            yield Finding(project, "a cache of Docker's layers needs PrivilegedMode", ("Cache",))


RULE = Rule(
    "build-cache",
    "A local cache is not asked for in a VPC, on GPU or 2XLARGE machines; Docker's layers need privileged mode.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/caching-local.html",
    _check,
    """
 Resources:
   Project:
     Type: AWS::CodeBuild::Project
     Properties:
       Cache: {Type: LOCAL, Modes: [LOCAL_SOURCE_CACHE]}
-      VpcConfig: {VpcId: vpc-1, Subnets: [subnet-1], SecurityGroupIds: [sg-1]}
       Environment: {Type: LINUX_CONTAINER}
    """,
)
