"""What CodeBuild, and the commands that stand in the template, do with the admission's role."""

from __future__ import annotations

from collections.abc import Iterator

from generator.iam import shared
from generator.iam.arn import bucket, connection, regional
from generator.iam.call import Call, Principal, calls
from generator.model.service import Service

NAME = "admit"
_ROLE = "https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html"
_CLONE = "https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html#codebuild-role-connections"
_TAG = "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html"


def admit(service: Service) -> Principal:
    """Acts for our admission project alone."""
    return Principal(
        NAME,
        "codebuild.amazonaws.com",
        regional("codebuild", f"project/{service.names.admission_project}"),
        "https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html",
        tuple(_calls(service)),
    )


def _calls(service: Service) -> Iterator[Call]:
    names = service.names
    yield from shared.log(NAME, names.build_log_group)
    look = {
        "s3:GetBucketAcl": "makes sure whose bucket the artifacts come from",
        "s3:GetBucketLocation": "finds the artifact bucket",
    }
    yield from calls(NAME, look, [bucket(names.environment.artifact_bucket)], _ROLE)
    yield from shared.artifacts(names, NAME, _ROLE, write=False)
    use = {
        "codeconnections:UseConnection": "clones the main branch from GitHub",
        "codestar-connections:UseConnection": "clones the main branch from GitHub, by the service's former name",
    }
    yield from calls(NAME, use, [service.project.connection or connection(service.project.name)], _CLONE)
    ask = {"codepipeline:ListActionExecutions": "asks which tag started this run"}
    yield from calls(NAME, ask, [regional("codepipeline", names.pipeline)], _TAG)
