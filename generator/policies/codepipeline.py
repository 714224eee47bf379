"""The pipeline's role: fetches the source, starts the build, asks a person, starts the release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from awacs import codebuild, codeconnections, codestar_connections, ecr, s3, sns
from awacs.aws import PolicyDocument, Statement

from generator.cfn import arn
from generator.model.service import Service
from generator.policies.job import update_jobs
from generator.policies.statement import allow, artifact_key, artifact_objects
from generator.policies.trust import policy, service_trust


def trust(service: Service) -> PolicyDocument:
    """Pipelines of this account. CodePipeline's page has no condition; AWS's own framework asks for the account too.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-service-role-cli.html
    https://github.com/awslabs/aws-deployment-framework (adf-bootstrap/deployment/global.yml)
    """
    return service_trust("codepipeline.amazonaws.com")


def permissions(service: Service, connection: Any, key: Any, release: Sequence[Statement]) -> PolicyDocument:
    """What the actions of our pipeline call; ``release`` is what the engine's deploy action needs.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
    """
    names = service.names
    projects = [names.build_project, *([names.admission_project] if service.is_admitted else [])]
    projects += [names.before_project] if service.release.before else []
    statements = [
        _source(service, connection),
        allow(
            "ArtifactBucket",
            [s3.GetBucketAcl, s3.GetBucketLocation, s3.GetBucketVersioning],
            [arn.bucket(names.environment.artifact_bucket)],
        ),
        artifact_objects(names, write=True),
        *(_upload(service) if service.takes_commits else ()),
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


def _source(service: Service, connection: Any) -> Statement:
    if service.is_pushed:
        # Its upload sets no ACL: AWS's own library gives it no leave to (aws-codepipeline-actions/lib/ecr).
        # https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECR.html#edit-role-ecr
        # https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib
        images = arn.regional("ecr", f"repository/{service.image_repository}")
        return allow("FindImage", [ecr.DescribeImages], [images])
    # CodePipeline checks the prefix that the connection's ARN has, and both kinds of ARN are in use:
    # https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
    use = [codeconnections.UseConnection, codestar_connections.UseConnection]
    return allow("UseConnection", use, [connection])


def _upload(service: Service) -> Iterator[Statement]:
    # The Source action uploads with an ACL, and is refused without: https://github.com/aws/aws-cdk/issues/13557
    objects = arn.objects(service.names.environment.artifact_bucket)
    yield allow("SourceArtifact", [s3.PutObjectAcl], [objects])
