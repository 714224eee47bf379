"""What CodePipeline does with the pipeline's role, up to the release, which is the engine's business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.iam import shared
from generator.iam.arn import bucket, connection, key, regional
from generator.iam.call import Call, Principal, calls
from generator.model.service import Service

NAME = "codepipeline"
_ROLE = "https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html"
_SOURCE = (
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html"
    "#action-reference-CodestarConnectionSource-permissions"
)
_ECR = "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECR.html#edit-role-ecr"
_UPLOAD = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html"
_BUILD = "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html"
_APPROVAL = "https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-iam-permissions.html"
_TOPIC_KEY = "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html"


def codepipeline(service: Service, release: Sequence[Call]) -> Principal:
    """``release`` is what the engine's deploy action calls. AWS documents no narrower source than the account."""
    trust = "https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-service-role-cli.html"
    return Principal(NAME, "codepipeline.amazonaws.com", None, trust, (*_calls(service), *release))


def _calls(service: Service) -> Iterator[Call]:
    names = service.names
    yield from _source(service)
    look = {
        "s3:GetBucketAcl": "makes sure whose bucket the artifacts go to",
        "s3:GetBucketLocation": "finds the artifact bucket",
        "s3:GetBucketVersioning": "makes sure that the artifact bucket keeps versions",
    }
    yield from calls(NAME, look, [bucket(names.environment.artifact_bucket)], _ROLE)
    yield from shared.artifacts(names, NAME, _ROLE, write=True)
    if service.takes_commits:
        upload = {"s3:PutObjectAcl": "leaves the source for the next stage, with an ACL"}
        yield from calls(NAME, upload, [bucket(names.environment.artifact_bucket, "/*")], _UPLOAD)
    build = {"codebuild:StartBuild": "starts the build", "codebuild:BatchGetBuilds": "asks how the build is doing"}
    projects = [names.build_project, *([names.admission_project] if service.is_admitted else [])]
    projects += [names.before_project] if service.release.before else []
    yield from calls(NAME, build, [regional("codebuild", f"project/{name}") for name in projects], _BUILD)
    if service.environment.approval:
        ask = {"sns:Publish": "tells people that a release waits for them"}
        yield from calls(NAME, ask, [regional("sns", names.environment.topic)], _APPROVAL)
        encrypt = {
            "kms:Decrypt": "message to the encrypted topic",
            "kms:GenerateDataKey": "message to the encrypted topic",
        }
        yield from calls(NAME, encrypt, [key(names.environment)], _TOPIC_KEY)


def _source(service: Service) -> Iterator[Call]:
    if service.is_pushed:
        images = [regional("ecr", f"repository/{service.image_repository}")]
        yield from calls(NAME, {"ecr:DescribeImages": "finds the image that was pushed"}, images, _ECR)
        return
    # AWS: "Both actions are required", whatever prefix the connection's own ARN has.
    use = {
        "codeconnections:UseConnection": "fetches the source from GitHub",
        "codestar-connections:UseConnection": "fetches the source from GitHub, by the service's former name",
    }
    yield from calls(NAME, use, [service.project.connection or connection(service.project.name)], _SOURCE)
