"""The execution role: pull, log, and just the secrets that the spec names."""

from __future__ import annotations

import pytest
from troposphere import GetAtt

from generator.iam.execution import execution as calls
from generator.policies import execution
from tests.unit.policies.table import KEY, KEY_USE, Rule, regional, table
from tests.unit.project import ACCOUNT, container, service

ALWAYS = {
    "RegistryLogin": Rule("ecr:GetAuthorizationToken", "*"),
    "PullImage": Rule(
        "ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer",
        regional("ecr", "repository/shop"),
    ),
    "WriteLogs": Rule("logs:CreateLogStream logs:PutLogEvents", regional("logs", "log-group:/ecs/shop-prod:*")),
    "LogKey": Rule(KEY_USE, KEY, {"StringEquals": {"kms:ViaService": "logs.REGION.SUFFIX"}}),
}
PARAMETER = "arn:aws:ssm:us-west-2:111122223333:parameter/other"
SECRET = "arn:aws:secretsmanager:us-west-2:111122223333:secret:shop/api-AbCdEf"


def _decrypt(service_name: str, context: str, values: str) -> Rule:
    return Rule(
        "kms:Decrypt",
        regional("kms", "key/*"),
        {
            "StringEquals": {"kms:ViaService": f"{service_name}.REGION.SUFFIX"},
            "StringLike": {f"kms:EncryptionContext:{context}": values},
        },
    )


def _parameters(arns: str) -> dict[str, Rule]:
    return {
        "ReadParameters": Rule("ssm:GetParameters", arns),
        "DecryptParameters": _decrypt("ssm", "PARAMETER_ARN", arns),
    }


def _secrets(arns: str) -> dict[str, Rule]:
    return {
        "ReadSecrets": Rule("secretsmanager:GetSecretValue", arns),
        "DecryptSecrets": _decrypt("secretsmanager", "SecretARN", arns),
    }


@pytest.mark.parametrize(
    ("secrets", "more"),
    [
        ({}, {}),
        ({"A": "/shop/a"}, _parameters(regional("ssm", "parameter/shop/a"))),
        ({"A": "plain-name"}, _parameters(regional("ssm", "parameter/plain-name"))),
        ({"A": PARAMETER}, _parameters(PARAMETER)),
        ({"A": SECRET}, _secrets(SECRET)),
        ({"A": f"{SECRET}:key::"}, _secrets(SECRET)),
        ({"A": f"{SECRET}:key:AWSCURRENT:"}, _secrets(SECRET)),
        (
            {"A": "/b", "B": "/a", "C": "/a"},
            _parameters(f"{regional('ssm', 'parameter/a')} {regional('ssm', 'parameter/b')}"),
        ),
        (
            {"A": SECRET, "B": "/a"},
            {**_parameters(regional("ssm", "parameter/a")), **_secrets(SECRET)},
        ),
    ],
)
def test_a_task_starts_with_its_image_its_log_and_its_secrets(secrets: dict[str, str], more: dict[str, Rule]) -> None:
    made = execution.permissions(service(container=container(secrets=secrets)), GetAtt("Key", "Arn"))
    assert table(made) == {**ALWAYS, **more}


@pytest.mark.parametrize(
    ("source", "is_secret"),
    [(SECRET, True), (f"{SECRET}:key::", True), (PARAMETER, False), ("/secretsmanager/a", False)],
)
def test_a_source_is_told_by_the_service_in_its_arn(source: str, is_secret: bool) -> None:
    assert execution.is_secret(source) is is_secret


def test_two_keys_of_one_secret_are_one_resource() -> None:
    made = execution.permissions(
        service(container=container(secrets={"A": f"{SECRET}:a::", "B": f"{SECRET}:b::"})), GetAtt("Key", "Arn")
    )
    assert table(made)["ReadSecrets"].resources == SECRET


@pytest.mark.parametrize(
    ("image", "arn"),
    [
        (f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/node:24-alpine", f"ecr:us-west-2:{ACCOUNT}:repository/node"),
        ("444455556666.dkr.ecr.cn-north-1.amazonaws.com.cn/a/b:1", "ecr:cn-north-1:444455556666:repository/a/b"),
        (f"{ACCOUNT}.dkr-ecr.eu-west-1.on.aws/node@sha256:{'a' * 64}", f"ecr:eu-west-1:{ACCOUNT}:repository/node"),
        (f"{ACCOUNT}.dkr.ecr-fips.us-east-1.amazonaws.com/node:1", f"ecr:us-east-1:{ACCOUNT}:repository/node"),
        ("public.ecr.aws/docker/library/node:24-alpine", ""),
        ("registry.example.com:5000/ecr/node:24", ""),
    ],
)
def test_a_bootstrap_image_in_a_private_registry_may_be_pulled(image: str, arn: str) -> None:
    made = service(container=container(bootstrap=image))
    rule = table(execution.permissions(made, GetAtt("Key", "Arn")))["PullImage"]
    assert rule.resources.split() == [regional("ecr", "repository/shop"), *([f"arn:PARTITION:{arn}"] if arn else [])]
    said = {call.resource for call in calls(made).calls if call.action == "ecr:BatchGetImage"}
    assert {each.rpartition(":")[2] for each in said} == {"repository/shop", *([arn.rpartition(":")[2]] if arn else [])}
    assert (f"arn:${{AWS::Partition}}:{arn}" in said) == bool(arn)
