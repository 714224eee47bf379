"""S3 buckets: private, encrypted, TLS only, and emptied of what is old."""

from __future__ import annotations

from typing import Any

from troposphere import Ref
from troposphere.s3 import (
    AbortIncompleteMultipartUpload,
    Bucket,
    BucketEncryption,
    BucketPolicy,
    EventBridgeConfiguration,
    LifecycleConfiguration,
    LifecycleRule,
    LoggingConfiguration,
    NoncurrentVersionExpiration,
    NotificationConfiguration,
    OwnershipControls,
    OwnershipControlsRule,
    PublicAccessBlockConfiguration,
    ServerSideEncryptionByDefault,
    ServerSideEncryptionRule,
    VersioningConfiguration,
)

from generator.cfn.intrinsic import text
from generator.cfn.template import KEPT
from generator.model.project import Project
from generator.naming import logical
from generator.policies import bucket as policies

ARTIFACT_DAYS = 30
LOG_DAYS = 90


def artifact_bucket(project: Project, key: Any) -> Bucket:
    """What the pipeline's stages hand over. Versioned, as CodePipeline's documents ask for.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html
    """
    encryption = ServerSideEncryptionRule(
        BucketKeyEnabled=True,
        ServerSideEncryptionByDefault=ServerSideEncryptionByDefault(SSEAlgorithm="aws:kms", KMSMasterKeyID=key),
    )
    bucket = _bucket(logical.ARTIFACT_BUCKET, project.names.artifact_bucket, encryption, ARTIFACT_DAYS)
    if project.load_balancer.is_logged:
        bucket.LoggingConfiguration = LoggingConfiguration(
            DestinationBucketName=Ref(logical.LOG_BUCKET), LogFilePrefix=policies.ARTIFACT_PREFIX
        )
        # Whether it may be written to is tried when logging is switched on.
        bucket.DependsOn = logical.LOG_BUCKET_POLICY
    return bucket


def artifact_bucket_policy() -> BucketPolicy:
    """TLS only."""
    return BucketPolicy(
        logical.ARTIFACT_BUCKET_POLICY, Bucket=Ref(logical.ARTIFACT_BUCKET), PolicyDocument=policies.artifacts()
    )


def log_bucket(project: Project) -> Bucket:
    """The load balancer's and the artifact bucket's access logs.

    Elastic Load Balancing writes to no bucket that is encrypted with a KMS key:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
    """
    encryption = ServerSideEncryptionRule(
        ServerSideEncryptionByDefault=ServerSideEncryptionByDefault(SSEAlgorithm="AES256")
    )
    return _bucket(logical.LOG_BUCKET, project.names.log_bucket, encryption, LOG_DAYS)


def log_bucket_policy(project: Project) -> BucketPolicy:
    """The two services may write, and nobody without TLS may do anything."""
    return BucketPolicy(
        logical.LOG_BUCKET_POLICY, Bucket=Ref(logical.LOG_BUCKET), PolicyDocument=policies.logs(project)
    )


def _bucket(logical_id: str, name: str, encryption: ServerSideEncryptionRule, days: int) -> Bucket:
    """Kept when the stack goes: a bucket with something in it cannot be deleted anyway."""
    return Bucket(
        logical_id,
        BucketName=text(name),
        BucketEncryption=BucketEncryption(ServerSideEncryptionConfiguration=[encryption]),
        OwnershipControls=OwnershipControls(Rules=[OwnershipControlsRule(ObjectOwnership="BucketOwnerEnforced")]),
        PublicAccessBlockConfiguration=PublicAccessBlockConfiguration(
            BlockPublicAcls=True, BlockPublicPolicy=True, IgnorePublicAcls=True, RestrictPublicBuckets=True
        ),
        # What happens to its objects can be watched: CT.S3.PR.4. Events that AWS services send cost nothing.
        NotificationConfiguration=NotificationConfiguration(
            EventBridgeConfiguration=EventBridgeConfiguration(EventBridgeEnabled=True)
        ),
        VersioningConfiguration=VersioningConfiguration(Status="Enabled"),
        LifecycleConfiguration=LifecycleConfiguration(
            Rules=[
                LifecycleRule(
                    Id="expire",
                    Status="Enabled",
                    ExpirationInDays=days,
                    NoncurrentVersionExpiration=NoncurrentVersionExpiration(NoncurrentDays=1),
                    AbortIncompleteMultipartUpload=AbortIncompleteMultipartUpload(DaysAfterInitiation=1),
                )
            ]
        ),
        **KEPT,
    )
