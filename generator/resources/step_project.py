"""A step of the pipeline whose commands stand in its own template, and not in the commit -> its CodeBuild project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from troposphere import Ref, Region, Sub
from troposphere.codebuild import Artifacts, CloudWatchLogs, Environment, EnvironmentVariable, LogsConfig, Source
from troposphere.codebuild import Project as BuildProject

from generator.cfn import yaml
from generator.naming import logical

_IMAGE = "aws/codebuild/amazonlinux-x86_64-standard:6.0"
_QUEUE_MINUTES = 60
REGISTRY = Sub("${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}")
"""The host of the account's own registry of ECR."""
SNS_ARN = Sub("arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}")
"""What the ARN of each of the account's topics begins with."""


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


def step_buildspec(
    commands: Iterable[str],
    *,
    exported: Sequence[str] = (),
    artifacts: Mapping[str, Any] | None = None,
    environment: Mapping[str, Any] | None = None,
) -> str:
    """Its commands, in ``pre_build``, which ends at the first one that fails: the stage fails then.

    ``exported`` are variables for the stages after it, ``environment`` is what ``env`` has besides.
    https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
    """
    document: dict[str, Any] = {
        "version": 0.2,
        "env": {
            "shell": "bash",
            **(environment or {}),
            **({"exported-variables": [*exported]} if exported else {}),
        },
        "phases": {"pre_build": {"on-failure": "ABORT", "commands": [*commands]}},
        **({"artifacts": artifacts} if artifacts else {}),
    }
    return yaml.dump(document)


def file_variables(filled_in: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the files of a release are filled in with, by variable, and where its tasks log."""
    if filled_in:
        yield "LOG_REGION", Region
    yield from filled_in.items()
