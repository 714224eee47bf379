"""A key that nothing can be encrypted with, a certificate that is none, and a policy that S3 refuses are told."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rules.network.listener_certificate import RULE as CERTIFICATE
from generator.gate.rules.storage.key_policy import RULE as KEY
from generator.gate.rules.storage.public_bucket import RULE as PUBLIC
from generator.gate.system import System
from generator.problems import Severity
from tests.unit.gate.judged import subject

_ROOT: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
    "Action": "kms:*",
    "Resource": "*",
}
_LOGS = {
    "Effect": "Allow",
    "Principal": {"Service": "logs.us-west-2.amazonaws.com"},
    "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
    "Resource": "*",
}


@pytest.mark.parametrize(
    ("properties", "wrong"),
    [
        ({}, 0),
        ({"Enabled": True, "KeySpec": "SYMMETRIC_DEFAULT"}, 0),
        ({"Enabled": False}, 1),
        ({"KeySpec": "RSA_2048"}, 1),
        ({"KeySpec": {"Ref": "Elsewhere"}}, 0),
    ],
)
def test_a_key_of_logs_encrypts(properties: dict[str, Any], wrong: int) -> None:
    key = {"KeyPolicy": {"Statement": [_ROOT, _LOGS]}, **properties}
    resources = {
        "Key": {"Type": "AWS::KMS::Key", "Properties": key},
        "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"KmsKeyId": {"Fn::GetAtt": ["Key", "Arn"]}}},
    }
    assert len([*KEY.problems(System((subject(resources),)))]) == wrong


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        (_ROOT, 0),
        ({**_ROOT, "Principal": {**_ROOT["Principal"], "Service": "logs.us-west-2.amazonaws.com"}}, 0),
        ({**_ROOT, "Principal": "*"}, 0),
        (_LOGS, 1),
        ({**_ROOT, "Principal": None}, 1),
        ({key: value for key, value in _ROOT.items() if key != "Principal"}, 1),
    ],
)
def test_a_key_hands_on_to_the_account_or_names_the_role(statement: dict[str, Any], wrong: int) -> None:
    store = {
        "Type": "S3",
        "Location": "artifacts",
        "EncryptionKey": {"Type": "KMS", "Id": {"Fn::GetAtt": ["Key", "Arn"]}},
    }
    source = {"Category": "Source", "Owner": "AWS", "Provider": "CodeStarSourceConnection", "Version": "1"}
    stage = {
        "Name": "Source",
        "Actions": [{"Name": "Source", "ActionTypeId": source, "OutputArtifacts": [{"Name": "a"}]}],
    }
    pipeline = {"RoleArn": {"Fn::GetAtt": ["Role", "Arn"]}, "ArtifactStore": store, "Stages": [stage]}
    resources = {
        "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Statement": [statement]}}},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {}},
        "Pipeline": {"Type": "AWS::CodePipeline::Pipeline", "Properties": pipeline},
    }
    assert len([*KEY.problems(System((subject(resources),)))]) == wrong


@pytest.mark.parametrize(
    ("arn", "wrong"),
    [
        ("arn:aws:acm:us-west-2:111122223333:certificate/1", 0),
        ("arn:aws-cn:iam::111122223333:server-certificate/shop", 0),
        ("arn:aws:acm:us-west-2:111122223333:cert/1", 1),
        ("arn:aws:s3:::certificate", 1),
    ],
)
def test_a_certificate_is_one(arn: str, wrong: int) -> None:
    listener = {"Protocol": "HTTPS", "Port": 443, "Certificates": [{"CertificateArn": arn}]}
    resources = {"Listener": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": listener}}
    assert len([*CERTIFICATE.problems(System((subject(resources),)))]) == wrong


_BLOCK = dict.fromkeys(("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True)


@pytest.mark.parametrize(
    ("block", "severity"),
    [(_BLOCK, Severity.ERROR), (None, Severity.ADVICE), ({"Fn::If": ["Private", _BLOCK, {}]}, Severity.ADVICE)],
)
def test_a_public_policy_is_refused_where_it_is_blocked(block: Any, severity: Severity) -> None:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
    policy = {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": {"Statement": [statement]}}
    resources = {
        "Bucket": {
            "Type": "AWS::S3::Bucket",
            "Properties": {"PublicAccessBlockConfiguration": block} if block else {},
        },
        "Policy": {"Type": "AWS::S3::BucketPolicy", "Properties": policy},
    }
    assert [problem.severity for problem in PUBLIC.problems(System((subject(resources),)))] == [severity]
