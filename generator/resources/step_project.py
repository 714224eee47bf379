"""A step of the pipeline whose commands stand in its own template, and not in the commit -> its CodeBuild project."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from troposphere import Ref
from troposphere.codebuild import Artifacts, CloudWatchLogs, Environment, EnvironmentVariable, LogsConfig, Source
from troposphere.codebuild import Project as BuildProject

from generator.naming import logical

_IMAGE = "aws/codebuild/amazonlinux-x86_64-standard:6.0"
_QUEUE_MINUTES = 60


def step_project(
    title: str,
    *,
    name: str,
    description: str,
    role: Any,
    key: Any,
    buildspec: str,
    stream: str,
    minutes: int,
    variables: Iterable[tuple[str, Any]] = (),
) -> BuildProject:
    """The smallest machine, without Docker. ``stream`` is where it logs, ``minutes`` is how long it may take."""
    given = [EnvironmentVariable(Name=variable, Value=value) for variable, value in variables]
    return BuildProject(
        title,
        Name=name,
        Description=description,
        ServiceRole=role,
        EncryptionKey=key,
        Source=Source(Type="CODEPIPELINE", BuildSpec=buildspec),
        Artifacts=Artifacts(Type="CODEPIPELINE"),
        Environment=Environment(
            Type="LINUX_CONTAINER",
            Image=_IMAGE,
            ComputeType="BUILD_GENERAL1_SMALL",
            PrivilegedMode=False,
            **({"EnvironmentVariables": given} if given else {}),
        ),
        LogsConfig=LogsConfig(
            CloudWatchLogs=CloudWatchLogs(Status="ENABLED", GroupName=Ref(logical.BUILD_LOG_GROUP), StreamName=stream)
        ),
        TimeoutInMinutes=minutes,
        QueuedTimeoutInMinutes=_QUEUE_MINUTES,
    )
