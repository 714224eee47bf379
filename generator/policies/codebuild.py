"""The build's role: reads the source, pushes the image, hands the build files to the next stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awacs import ecr, kms, secretsmanager
from awacs.aws import PolicyDocument, Statement, StringEquals, StringLike
from troposphere import Sub

from generator.cfn import arn
from generator.model.service import Service
from generator.policies import promotion
from generator.policies.statement import (
    allow,
    artifact_bucket,
    artifact_key,
    artifact_objects,
    log_key,
    read_trigger,
    registry_token,
    write_logs,
)
from generator.policies.trust import build_trust, policy


def trust(service: Service) -> PolicyDocument:
    """Only our own CodeBuild project."""
    return build_trust(service.names.build_project)


def permissions(service: Service, key: Any, *, leaves_files: bool) -> PolicyDocument:
    """The push and read actions of https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html.

    Where it ``leaves_files``, it writes artifacts. BatchGetImage also finds the image of a tag that was built before;
    the bucket actions are those of
    https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html.
    """
    names = service.names
    return policy(
        [
            write_logs(names.build_log_group),
            artifact_bucket(names),
            artifact_objects(names, write=leaves_files),
            # What may write with the artifact key may write logs, too: it is the log group's.
            *([] if leaves_files else [log_key(key, decrypts=False)]),
            artifact_key(key, write=leaves_files),
            *(_find(service) if service.is_pushed else _push(service)),
        ]
    )


def _find(service: Service) -> Iterator[Statement]:
    images = [arn.regional("ecr", f"repository/{service.image_repository}")]
    yield allow("FindImage", [ecr.DescribeImages], images)


def _push(service: Service) -> Iterator[Statement]:
    push = [
        ecr.BatchCheckLayerAvailability,
        ecr.BatchGetImage,
        ecr.CompleteLayerUpload,
        ecr.InitiateLayerUpload,
        ecr.PutImage,
        ecr.UploadLayerPart,
    ]
    yield registry_token()
    yield allow("PushImage", push, [arn.regional("ecr", f"repository/{service.image_repository}")])
    if service.promotion:
        yield allow("ReadPromoted", promotion.READS, [promotion.repository(service, service.promotion)])
    if service.project.environment.trigger.tag:
        yield read_trigger(service.names)
    if service.build.registry_login and service.is_built:
        yield from _read_registry_login(service.build.registry_login)


def _read_registry_login(secret: str) -> list[Statement]:
    """A secret's ARN ends in six characters that nobody chooses, which a name lacks.

    https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
    """
    found = secret if secret.startswith("arn:") else arn.regional("secretsmanager", f"secret:{secret}-??????")
    return [
        allow("ReadRegistryLogin", [secretsmanager.GetSecretValue], [found]),
        allow(
            "DecryptRegistryLogin",
            [kms.Decrypt],
            [arn.regional("kms", "key/*")],
            StringEquals("kms:ViaService", Sub("secretsmanager.${AWS::Region}.${AWS::URLSuffix}")),
            StringLike("kms:EncryptionContext:SecretARN", [found]),
        ),
    ]
