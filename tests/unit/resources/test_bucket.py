"""Buckets: private, encrypted, and emptied of what is old."""

from __future__ import annotations

import pytest
from troposphere import ImportValue
from troposphere.s3 import Bucket

from generator.model.load_balancer import LoadBalancer
from generator.resources import bucket
from tests.unit.project import plain, project, properties

KEY = ImportValue("shop-prod-iam-KeyArn")
ARTIFACTS = bucket.artifact_bucket(project(), KEY)
LOGS = bucket.log_bucket(project())
BOTH = pytest.mark.parametrize("made", [ARTIFACTS, LOGS], ids=["artifacts", "logs"])


@BOTH
def test_a_bucket_is_private_and_versioned(made: Bucket) -> None:
    body = properties(made)
    assert body["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    }
    assert body["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert body["VersioningConfiguration"] == {"Status": "Enabled"}


@BOTH
def test_a_bucket_outlives_its_stack(made: Bucket) -> None:
    assert plain(made)["DeletionPolicy"] == "RetainExceptOnCreate"
    assert plain(made)["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize(("made", "days"), [(ARTIFACTS, 30), (LOGS, 90)])
def test_what_is_old_goes_with_its_old_versions(made: Bucket, days: int) -> None:
    assert properties(made)["LifecycleConfiguration"]["Rules"] == [
        {
            "Id": "expire",
            "Status": "Enabled",
            "ExpirationInDays": days,
            "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
        }
    ]


def test_artifacts_are_encrypted_with_our_key_and_logs_with_s3_s_own() -> None:
    assert properties(ARTIFACTS)["BucketEncryption"]["ServerSideEncryptionConfiguration"] == [
        {
            "BucketKeyEnabled": True,
            "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": plain(KEY)},
        }
    ]
    assert properties(LOGS)["BucketEncryption"]["ServerSideEncryptionConfiguration"] == [
        {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    ]


def test_names_leave_account_and_region_to_cloudformation() -> None:
    names = [properties(made)["BucketName"] for made in (ARTIFACTS, LOGS)]
    assert names == [
        {"Fn::Sub": f"shop-prod-{noun}-${{AWS::AccountId}}-${{AWS::Region}}"} for noun in ("artifacts", "logs")
    ]


def test_access_to_artifacts_is_logged_where_there_is_a_log_bucket() -> None:
    assert properties(ARTIFACTS)["LoggingConfiguration"] == {
        "DestinationBucketName": {"Ref": "LogBucket"},
        "LogFilePrefix": "artifacts/",
    }
    without = project(load_balancer=LoadBalancer(access_logs=False))
    assert "LoggingConfiguration" not in properties(bucket.artifact_bucket(without, KEY))
    assert "LoggingConfiguration" not in properties(LOGS)


def test_each_policy_is_for_its_own_bucket() -> None:
    assert properties(bucket.artifact_bucket_policy())["Bucket"] == {"Ref": "ArtifactBucket"}
    assert properties(bucket.log_bucket_policy(project()))["Bucket"] == {"Ref": "LogBucket"}
    assert len(properties(bucket.log_bucket_policy(project()))["PolicyDocument"]["Statement"]) == 3
