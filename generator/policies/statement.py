"""One statement of a policy, written short, and those that several principals need alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awacs import codepipeline, ecr, iam, kms, logs, s3
from awacs.aws import (
    Action,
    Allow,
    Bool,
    Condition,
    ConditionElement,
    Deny,
    Everybody,
    Principal,
    Statement,
    StringEquals,
)
from troposphere import Sub

from generator.cfn import arn
from generator.naming import ServiceNames

_KEY_USE = [kms.Decrypt, kms.DescribeKey, kms.Encrypt, kms.GenerateDataKey, kms.ReEncryptFrom, kms.ReEncryptTo]


def allow(sid: str, actions: Sequence[Action], resources: Sequence[Any], *conditions: ConditionElement) -> Statement:
    """Allows ``actions`` on ``resources``, under all of the ``conditions``."""
    options = {"Condition": Condition(list(conditions))} if conditions else {}
    return Statement(Sid=sid, Effect=Allow, Action=list(actions), Resource=list(resources), **options)


def tls_only(action: Action, *resources: Any) -> Statement:
    """Of a resource's own policy: nobody does it without TLS."""
    of = {"Resource": [*resources]} if resources else {}
    without_tls = Condition(Bool("aws:SecureTransport", "false"))
    return Statement(
        Sid="TlsOnly", Effect=Deny, Principal=Principal(Everybody), Action=[action], **of, Condition=without_tls
    )


def pass_roles(names: ServiceNames, *services: str) -> Statement:
    """Hands the task's two roles, and no other role, to ECS."""
    return allow(
        "PassTaskRoles",
        [iam.PassRole],
        [arn.role(names.role("task")), arn.role(names.role("execution"))],
        StringEquals("iam:PassedToService", list(services)),
    )


def registry_token() -> Statement:
    """Logs in to ECR; the action knows no resource.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    """
    return allow("RegistryLogin", [ecr.GetAuthorizationToken], ["*"])


def write_logs(log_group: str) -> Statement:
    """Writes to a log group that a stack owns: nobody creates log groups on the way."""
    streams = arn.regional("logs", f"log-group:{log_group}:*")
    return allow("WriteLogs", [logs.CreateLogStream, logs.PutLogEvents], [streams])


def log_key(key: Any, *, decrypts: bool = True) -> Statement:
    """Writes to a log group that is encrypted; without ``decrypts``, by a role that may read with the key anyway.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html (step 3) wants the
    writer to have the key, though CloudWatch Logs is the one to use it.
    """
    through_logs = StringEquals("kms:ViaService", Sub("logs.${AWS::Region}.${AWS::URLSuffix}"))
    actions = [action for action in _KEY_USE if decrypts or action is not kms.Decrypt]
    return allow("LogKey", actions, [key], through_logs)


def artifact_bucket(names: ServiceNames) -> Statement:
    """Looks whose bucket the artifacts are in, as a project of CodeBuild does.

    https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
    """
    bucket = arn.bucket(names.environment.artifact_bucket)
    return allow("ArtifactBucket", [s3.GetBucketAcl, s3.GetBucketLocation], [bucket])


def read_trigger(names: ServiceNames) -> Statement:
    """Asks which tag started the pipeline: see ``resources/release_tag.py``."""
    return allow("ReadTrigger", [codepipeline.ListActionExecutions], [arn.regional("codepipeline", names.pipeline)])


def artifact_objects(names: ServiceNames, *, write: bool) -> Statement:
    """Reads, and where asked writes, the artifacts that the pipeline's stages hand over."""
    actions = [s3.GetObject, s3.GetObjectVersion, *([s3.PutObject] if write else [])]
    return allow("Artifacts", actions, [arn.objects(names.environment.artifact_bucket)])


def step(names: ServiceNames, key: Any) -> list[Statement]:
    """What each project of CodeBuild needs that leaves no file for the next action."""
    return [
        write_logs(names.build_log_group),
        log_key(key, decrypts=False),
        artifact_bucket(names),
        artifact_objects(names, write=False),
        artifact_key(key, write=False),
    ]


def artifact_key(key: Any, *, write: bool) -> Statement:
    """Uses the key that the artifact bucket is encrypted with; to write one needs all of these.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html
    """
    return allow("ArtifactKey", _KEY_USE if write else [kms.Decrypt], [key])
