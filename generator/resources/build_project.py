"""The CodeBuild project: tests the service, builds its image, writes what the deploy action takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from troposphere import Ref, Region
from troposphere.codebuild import (
    Artifacts,
    CloudWatchLogs,
    Environment,
    EnvironmentVariable,
    LogsConfig,
    ProjectCache,
    Source,
)
from troposphere.codebuild import (
    Project as BuildProject,
)

from generator import naming
from generator.model.service import Service
from generator.naming import logical
from generator.resources.step_project import REGISTRY

BUILD_MINUTES = 30
QUEUE_MINUTES = 60

# https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html; the images' contents are
# at https://github.com/aws/aws-codebuild-docker-images (al/x86_64/standard/6.0, al/aarch64/standard/4.0).
_MACHINES = {
    "x86_64": ("LINUX_CONTAINER", "aws/codebuild/amazonlinux-x86_64-standard:6.0"),
    "arm64": ("ARM_CONTAINER", "aws/codebuild/amazonlinux-aarch64-standard:4.0"),
}


def build_project(service: Service, role: Any, key: Any, filled_in: Mapping[str, Any]) -> BuildProject:
    """Privileged, since it runs Docker.

    ``filled_in`` is what the build puts into the files that it hands over, by variable; nothing where there are none.
    """
    machine, image = _MACHINES[service.container.architecture]
    return BuildProject(
        logical.BUILD_PROJECT,
        Name=service.names.build_project,
        Description=f"Tests and builds {service.project.name} for {service.environment.name}",
        ServiceRole=role,
        EncryptionKey=key,
        Source=Source(
            Type="CODEPIPELINE", BuildSpec=f"{naming.OUTPUT_FOLDER}/{service.names.file_path(naming.BUILDSPEC)}"
        ),
        Artifacts=Artifacts(Type="CODEPIPELINE"),
        Environment=Environment(
            Type=machine,
            Image=image,
            ComputeType=f"BUILD_GENERAL1_{service.build.compute.upper()}",
            PrivilegedMode=True,
            EnvironmentVariables=[
                EnvironmentVariable(Name=name, Value=value) for name, value in _variables(service, filled_in)
            ],
        ),
        Cache=_cache(service),
        LogsConfig=LogsConfig(CloudWatchLogs=CloudWatchLogs(Status="ENABLED", GroupName=Ref(logical.BUILD_LOG_GROUP))),
        TimeoutInMinutes=BUILD_MINUTES,
        QueuedTimeoutInMinutes=QUEUE_MINUTES,
    )


def _variables(service: Service, filled_in: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the buildspec cannot know in a repository that holds no account id."""
    yield "REGISTRY", REGISTRY
    yield "REPOSITORY", service.image_repository
    if filled_in:
        yield "LOG_REGION", Region
    if service.environment.trigger.tag:
        yield "PIPELINE", service.names.pipeline
    yield from filled_in.items()


def _cache(service: Service) -> ProjectCache:
    """Docker's layers stay on the build machine for a while, when the next build meets the same machine.

    https://docs.aws.amazon.com/codebuild/latest/userguide/caching-local.html
    """
    if not service.build.cache:
        return ProjectCache(Type="NO_CACHE")
    return ProjectCache(Type="LOCAL", Modes=["LOCAL_DOCKER_LAYER_CACHE"])
