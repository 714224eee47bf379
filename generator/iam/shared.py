"""Calls that several principals make alike: log lines, artifacts, the key under both, the registry's password."""

from __future__ import annotations

from collections.abc import Iterator

from generator.iam.arn import bucket, key, regional, service
from generator.iam.call import Call, Principal, calls
from generator.naming import ServiceNames

_LOGS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"
_ARTIFACTS = "https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html"
_BUILD = "https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html"
_DEPUTY = "https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html"
_TAG = "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html"
_S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"

_WITH_THE_KEY = {
    "kms:Decrypt": "reads what the key encrypts",
    "kms:DescribeKey": "finds the key",
    "kms:Encrypt": "encrypts with the key",
    "kms:GenerateDataKey": "gets a data key to encrypt with",
    "kms:ReEncryptFrom": "changes from one data key to the next",
    "kms:ReEncryptTo": "changes from one data key to the next",
}


def log(names: ServiceNames, principal: str, group: str) -> Iterator[Call]:
    """Writes to a log group that exists and is encrypted; CloudWatch Logs then uses the key on the writer's behalf."""
    reasons = {"logs:CreateLogStream": "begins a log", "logs:PutLogEvents": "writes lines to its log"}
    # An ARN of a log group ends in ":*", which is its streams:
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    yield from calls(principal, reasons, [regional("logs", f"log-group:{group}:*")], _LOGS)
    through_logs = {"kms:ViaService": service("logs")}
    whys = {action: f"log lines: {why}" for action, why in _WITH_THE_KEY.items()}
    yield from calls(principal, whys, [key(names.environment)], _LOGS, through_logs)


def artifacts(names: ServiceNames, principal: str, source: str, *, write: bool) -> Iterator[Call]:
    """Fetches, and perhaps leaves, artifacts in the encrypted bucket."""
    objects = [bucket(names.environment.artifact_bucket, "/*")]
    reasons = {"s3:GetObject": "fetches an artifact", "s3:GetObjectVersion": "fetches the artifact of this very run"}
    if write:
        reasons["s3:PutObject"] = "leaves an artifact for the next stage"
    yield from calls(principal, reasons, objects, source)
    if write:
        whys = {action: f"artifacts: {why}" for action, why in _WITH_THE_KEY.items()}
        yield from calls(principal, whys, [key(names.environment)], _ARTIFACTS)
    else:
        yield from calls(
            principal, {"kms:Decrypt": "artifacts: reads what the key encrypts"}, [key(names.environment)], _S3
        )


def of_project(principal: str, project: str, made: Iterator[Call]) -> Principal:
    """Acts for one project of CodeBuild, and for no other."""
    return Principal(
        principal, "codebuild.amazonaws.com", regional("codebuild", f"project/{project}"), _DEPUTY, tuple(made)
    )


def build(names: ServiceNames, principal: str, *, write: bool) -> Iterator[Call]:
    """What CodeBuild does around every build: its log, and the artifacts that it gets and perhaps leaves."""
    yield from log(names, principal, names.build_log_group)
    look = {
        "s3:GetBucketAcl": f"makes sure whose bucket the artifacts {'go to' if write else 'come from'}",
        "s3:GetBucketLocation": "finds the artifact bucket",
    }
    yield from calls(principal, look, [bucket(names.environment.artifact_bucket)], _BUILD)
    yield from artifacts(names, principal, _BUILD, write=write)


def tag_of_run(names: ServiceNames, principal: str) -> Iterator[Call]:
    """Asks the pipeline which tag started it."""
    ask = {"codepipeline:ListActionExecutions": "asks which tag started this run"}
    yield from calls(principal, ask, [regional("codepipeline", names.pipeline)], _TAG)


def registry_password(principal: str, source: str) -> Iterator[Call]:
    """Logs in to ECR, which is not about any repository."""
    yield from calls(principal, {"ecr:GetAuthorizationToken": "logs in to the registry"}, ["*"], source)
