"""The build's role: reads the source, pushes the image, hands over the build files."""

from __future__ import annotations

import pytest
from troposphere import GetAtt

from generator.model.build import Build
from generator.policies import codebuild
from tests.unit.policies.table import ARTIFACTS, KEY, KEY_USE, Rule, regional, table
from tests.unit.project import BRANCH, environment, service

SECRET = "arn:aws:secretsmanager:us-west-2:111122223333:secret:docker-hub-AbCdEf"
READ_TRIGGER = {
    "ReadTrigger": Rule("codepipeline:ListActionExecutions", regional("codepipeline", "shop-prod")),
}
ALWAYS = {
    "WriteLogs": Rule("logs:CreateLogStream logs:PutLogEvents", regional("logs", "log-group:/codebuild/shop-prod:*")),
    "ArtifactBucket": Rule("s3:GetBucketAcl s3:GetBucketLocation", ARTIFACTS),
    "Artifacts": Rule("s3:GetObject s3:GetObjectVersion s3:PutObject", f"{ARTIFACTS}/*"),
    "ArtifactKey": Rule(KEY_USE, KEY),
    "RegistryLogin": Rule("ecr:GetAuthorizationToken", "*"),
    "PushImage": Rule(
        "ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:CompleteLayerUpload "
        "ecr:InitiateLayerUpload ecr:PutImage ecr:UploadLayerPart",
        regional("ecr", "repository/shop"),
    ),
}


def test_a_build_for_a_tag_also_asks_which_tag_it_is() -> None:
    assert table(codebuild.permissions(service(), GetAtt("Key", "Arn"), leaves_files=True)) == {
        **ALWAYS,
        **READ_TRIGGER,
    }


def test_a_build_of_a_branch_does_not_ask() -> None:
    made = codebuild.permissions(
        service(environment=environment(trigger=BRANCH)), GetAtt("Key", "Arn"), leaves_files=True
    )
    push = Rule(ALWAYS["PushImage"].actions, regional("ecr", "repository/shop/prod"))
    assert table(made) == {**ALWAYS, "PushImage": push}


@pytest.mark.parametrize(
    ("secret", "arn"),
    [
        ("tools/docker-hub", regional("secretsmanager", "secret:tools/docker-hub-??????")),
        (SECRET, SECRET),
    ],
)
def test_a_build_with_a_login_reads_that_secret_and_no_other(secret: str, arn: str) -> None:
    made = codebuild.permissions(service(build=Build(registry_login=secret)), GetAtt("Key", "Arn"), leaves_files=True)
    conditions = {
        "StringEquals": {"kms:ViaService": "secretsmanager.REGION.SUFFIX"},
        "StringLike": {"kms:EncryptionContext:SecretARN": arn},
    }
    assert table(made) == {
        **ALWAYS,
        **READ_TRIGGER,
        "ReadRegistryLogin": Rule("secretsmanager:GetSecretValue", arn),
        "DecryptRegistryLogin": Rule("kms:Decrypt", regional("kms", "key/*"), conditions),
    }
