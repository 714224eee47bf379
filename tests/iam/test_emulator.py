"""The generated policies before a real evaluator, over HTTP: what is needed is allowed, what is not is denied.

Run by ``make iam-test``; the emulator is ministack with IAM enforcement on. It judges the calls below as AWS does.
It cannot judge these, so they are proved by our own evaluator alone (test_proof.py):
- logs:CreateLogStream and PutLogEvents: it takes the group for the resource, where AWS has a stream of it;
- iam:PassRole, iam:PassedToService, kms:ViaService, kms:EncryptionContext, ecs:CreateAction: it knows none of them;
- CodeDeploy, CodePipeline, CodeConnections and ECS Exec: it has no such services, or refuses for other reasons;
- ecs:DescribeServices: it takes the cluster for the resource; task sets and RegisterTaskDefinition: it takes ``*``;
- ssm:GetParameters and cloudwatch:DescribeAlarms: it takes ``*`` for the resource, whichever they ask for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from generator.naming import logical
from tests.emulator.process import ACCOUNT, ENVIRONMENT, Caller, emulator
from tests.golden.case import CASES
from tests.iam.emulator import DENIED, become, code

pytestmark = [
    pytest.mark.emulator,
    pytest.mark.skipif(not ENVIRONMENT.is_dir(), reason="no emulator; `make iam-test` gets it"),
]

REGION = "eu-central-1"
BUCKET = f"shop-prod-artifacts-{ACCOUNT}-{REGION}"
SECRET = "shop/token"


@dataclass(frozen=True)
class World:
    """An account with what the roles of ``shop`` in prod work on, and those roles."""

    root: Caller
    roles: dict[str, Caller]
    key: str
    other_key: str
    topic: str
    other_topic: str


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with emulator(tmp_path_factory.mktemp("emulator"), AUTH="true") as endpoint:
        yield _made(Caller(endpoint, REGION))


def _made(root: Caller) -> World:
    kms, s3, ecr, sns = (root.client(service) for service in ("kms", "s3", "ecr", "sns"))
    keys = [kms.create_key()["KeyMetadata"]["Arn"] for _ in range(2)]
    for bucket in (BUCKET, "other-bucket"):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        s3.put_object(Bucket=bucket, Key="artifact", Body=b"x")
    s3.create_bucket(Bucket="acme-shop-uploads", CreateBucketConfiguration={"LocationConstraint": REGION})
    for repository in ("shop", "other"):
        ecr.create_repository(repositoryName=repository)
    topics = [sns.create_topic(Name=name)["TopicArn"] for name in ("shop-prod-notifications", "other")]
    secrets = root.client("secretsmanager")
    made = {name: secrets.create_secret(Name=name, SecretString="v")["ARN"] for name in (SECRET, "other")}
    known = {
        "AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AWS::URLSuffix": "amazonaws.com",
        f"{logical.KEY}.Arn": keys[0],
    }  # fmt: skip
    roles = {
        name: become(root, _role(name, made[SECRET]), known)
        for name in ("codepipeline", "codebuild", "codedeploy", "execution", "task")
    }
    return World(root, roles, *keys, *topics)


def _role(name: str, secret: str) -> dict[str, Any]:
    """A role as the template has it; a secret's ARN ends in six letters that only its maker knows."""
    subjects = {subject.stack: subject for subject in CASES["maximal"].build().subjects}
    properties = subjects["shop-prod-iam"].data["Resources"][logical.role(name)]["Properties"]
    made: dict[str, Any] = _replaced(
        properties, f"arn:aws:secretsmanager:{REGION}:111122223333:secret:shop/token-AbCdEf", secret
    )
    return made


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, old, new) for item in value]
    return new if value == old else value


ALLOWED: list[tuple[str, str, str, dict[str, Any]]] = [
    ("codepipeline", "s3", "get_bucket_location", {"Bucket": BUCKET}),
    ("codepipeline", "s3", "get_bucket_versioning", {"Bucket": BUCKET}),
    ("codepipeline", "s3", "get_object", {"Bucket": BUCKET, "Key": "artifact"}),
    ("codepipeline", "s3", "put_object", {"Bucket": BUCKET, "Key": "shop-prod/Source/1", "Body": b"x"}),
    ("codepipeline", "kms", "generate_data_key", {"KeyId": "KEY", "KeySpec": "AES_256"}),
    ("codepipeline", "kms", "describe_key", {"KeyId": "KEY"}),
    ("codepipeline", "kms", "encrypt", {"KeyId": "KEY", "Plaintext": b"x"}),
    ("codepipeline", "sns", "publish", {"TopicArn": "TOPIC", "Message": "approve?"}),
    ("codepipeline", "codebuild", "start_build", {"projectName": "shop-prod"}),
    ("codebuild", "s3", "get_bucket_acl", {"Bucket": BUCKET}),
    ("codebuild", "s3", "get_bucket_location", {"Bucket": BUCKET}),
    ("codebuild", "s3", "get_object", {"Bucket": BUCKET, "Key": "artifact"}),
    ("codebuild", "s3", "put_object", {"Bucket": BUCKET, "Key": "shop-prod/Build/1", "Body": b"x"}),
    ("codebuild", "kms", "generate_data_key", {"KeyId": "KEY", "KeySpec": "AES_256"}),
    ("codebuild", "ecr", "get_authorization_token", {}),
    ("codebuild", "ecr", "batch_get_image", {"repositoryName": "shop", "imageIds": [{"imageTag": "v1.2.3"}]}),
    ("codebuild", "ecr", "batch_check_layer_availability", {"repositoryName": "shop", "layerDigests": ["sha256:a"]}),
    ("codebuild", "ecr", "initiate_layer_upload", {"repositoryName": "shop"}),
    ("codebuild", "ecr", "put_image", {"repositoryName": "shop", "imageManifest": "{}", "imageTag": "v1.2.3"}),
    ("codedeploy", "s3", "get_object", {"Bucket": BUCKET, "Key": "artifact"}),
    ("codedeploy", "elbv2", "describe_target_groups", {}),
    ("codedeploy", "elbv2", "describe_listeners", {"LoadBalancerArn": "arn:aws:x"}),
    ("execution", "ecr", "get_authorization_token", {}),
    ("execution", "ecr", "batch_get_image", {"repositoryName": "shop", "imageIds": [{"imageTag": "v1.2.3"}]}),
    ("execution", "ecr", "get_download_url_for_layer", {"repositoryName": "shop", "layerDigest": "sha256:a"}),
    ("execution", "secretsmanager", "get_secret_value", {"SecretId": SECRET}),
    ("task", "s3", "put_object", {"Bucket": "acme-shop-uploads", "Key": "a", "Body": b"x"}),
    ("task", "s3", "get_object", {"Bucket": "acme-shop-uploads", "Key": "a"}),
]  # fmt: skip

REFUSED: list[tuple[str, str, str, dict[str, Any]]] = [
    ("codepipeline", "s3", "get_object", {"Bucket": "other-bucket", "Key": "artifact"}),
    ("codepipeline", "s3", "delete_object", {"Bucket": BUCKET, "Key": "artifact"}),
    ("codepipeline", "s3", "delete_bucket", {"Bucket": BUCKET}),
    ("codepipeline", "kms", "generate_data_key", {"KeyId": "OTHER_KEY", "KeySpec": "AES_256"}),
    ("codepipeline", "kms", "schedule_key_deletion", {"KeyId": "KEY"}),
    ("codepipeline", "sns", "publish", {"TopicArn": "OTHER_TOPIC", "Message": "x"}),
    ("codepipeline", "codebuild", "start_build", {"projectName": "other"}),
    ("codepipeline", "iam", "create_user", {"UserName": "x"}),
    ("codebuild", "ecr", "put_image", {"repositoryName": "other", "imageManifest": "{}", "imageTag": "v1"}),
    ("codebuild", "ecr", "get_download_url_for_layer", {"repositoryName": "shop", "layerDigest": "sha256:a"}),
    ("codebuild", "ecr", "batch_delete_image", {"repositoryName": "shop", "imageIds": [{"imageTag": "v1.2.3"}]}),
    ("codebuild", "s3", "get_object", {"Bucket": "other-bucket", "Key": "artifact"}),
    ("codebuild", "secretsmanager", "get_secret_value", {"SecretId": SECRET}),
    ("codebuild", "logs", "create_log_group", {"logGroupName": "/other"}),
    ("codedeploy", "s3", "put_object", {"Bucket": BUCKET, "Key": "artifact", "Body": b"x"}),
    ("codedeploy", "elbv2", "delete_load_balancer", {"LoadBalancerArn": "arn:aws:x"}),
    ("execution", "ecr", "put_image", {"repositoryName": "shop", "imageManifest": "{}", "imageTag": "v2"}),
    ("execution", "ecr", "batch_get_image", {"repositoryName": "other", "imageIds": [{"imageTag": "v1"}]}),
    ("execution", "secretsmanager", "get_secret_value", {"SecretId": "other"}),
    ("execution", "s3", "get_object", {"Bucket": BUCKET, "Key": "artifact"}),
    ("task", "s3", "get_object", {"Bucket": BUCKET, "Key": "artifact"}),
]  # fmt: skip


def _code(world: World, role: str, service: str, call: str, arguments: dict[str, Any]) -> str:
    names = {"KEY": world.key, "OTHER_KEY": world.other_key, "TOPIC": world.topic, "OTHER_TOPIC": world.other_topic}
    filled = {name: names.get(value, value) if isinstance(value, str) else value for name, value in arguments.items()}
    return code(getattr(world.roles[role].client(service), call), **filled)


@pytest.mark.parametrize(("role", "service", "call", "arguments"), ALLOWED)
def test_what_a_role_does_it_may(world: World, role: str, service: str, call: str, arguments: dict[str, Any]) -> None:
    # Whether there is such an image is not what this is about.
    assert _code(world, role, service, call, arguments) not in DENIED


@pytest.mark.parametrize(("role", "service", "call", "arguments"), REFUSED)
def test_what_a_role_does_not_it_may_not(
    world: World, role: str, service: str, call: str, arguments: dict[str, Any]
) -> None:
    assert _code(world, role, service, call, arguments) in DENIED


def test_a_role_without_its_policy_may_nothing(world: World) -> None:
    """Else the calls above would be allowed for another reason than ours."""
    name = f"shop-prod-execution-{REGION}"
    iam = world.root.client("iam")
    [policy] = iam.list_role_policies(RoleName=name)["PolicyNames"]
    document = iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
    iam.delete_role_policy(RoleName=name, PolicyName=policy)
    try:
        for role, service, call, arguments in ALLOWED:
            if role == "execution":
                assert _code(world, role, service, call, arguments) in DENIED, (service, call)
    finally:
        iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=json.dumps(document))
