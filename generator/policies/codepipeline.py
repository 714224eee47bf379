"""The pipeline's role: fetches the source, starts the build, asks a person, starts the release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awacs import codebuild, codeconnections, codestar_connections, s3, sns
from awacs.aws import PolicyDocument, Statement

from generator.cfn import arn
from generator.model.service import Service
from generator.policies.job import update_jobs
from generator.policies.statement import allow, artifact_key, artifact_objects
from generator.policies.trust import policy, service_trust


def trust(service: Service) -> PolicyDocument:
    """Pipelines of this account; AWS documents no narrower source for CodePipeline.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-service-role-cli.html
    """
    return service_trust("codepipeline.amazonaws.com")


def permissions(service: Service, connection: Any, key: Any, release: Sequence[Statement]) -> PolicyDocument:
    """What the actions of our pipeline call; ``release`` is what the engine's deploy action needs.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
    """
    names = service.names
    projects = [names.build_project, *([names.admission_project] if service.environment.trigger.tag else [])]
    projects += [names.before_project] if service.release.before else []
    statements = [
        # CodePipeline checks the prefix that the connection's ARN has, and both kinds of ARN are in use:
        # https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
        allow("UseConnection", [codeconnections.UseConnection, codestar_connections.UseConnection], [connection]),
        allow(
            "ArtifactBucket",
            [s3.GetBucketAcl, s3.GetBucketLocation, s3.GetBucketVersioning],
            [arn.bucket(names.environment.artifact_bucket)],
        ),
        artifact_objects(names, write=True),
        # The Source action uploads with an ACL, and is refused without: https://github.com/aws/aws-cdk/issues/13557
        allow("SourceArtifact", [s3.PutObjectAcl], [arn.objects(names.environment.artifact_bucket)]),
        artifact_key(key, write=True),
        allow(
            "Build",
            [codebuild.BatchGetBuilds, codebuild.StartBuild],
            [arn.regional("codebuild", f"project/{name}") for name in projects],
        ),
    ]
    if service.project.environment.approval:
        statements.append(allow("AskForApproval", [sns.Publish], [arn.regional("sns", names.environment.topic)]))
    return policy([*statements, *release, *update_jobs(service)])
