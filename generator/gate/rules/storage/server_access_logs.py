"""Systems -> buckets whose access logs are lost, as the bucket that is to have them does not take them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import Statement, covers, resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, mappings, text
from generator.problems import Severity

_BUCKET = "AWS::S3::Bucket"
_WRITER = "logging.s3.amazonaws.com"


def _check(system: System) -> Iterator[Finding]:
    for bucket in system.of(_BUCKET):
        name = text(bucket.properties, "LoggingConfiguration", "DestinationBucketName")
        target = system.find(_BUCKET, name) if name else None
        if target is None:
            continue
        if target is bucket:
            message = "keeps its access logs in itself: each log that is written is an access that is logged"
            yield Finding(bucket, message, ("LoggingConfiguration", "DestinationBucketName"))
        encryption = mappings(target.properties, "BucketEncryption", "ServerSideEncryptionConfiguration")
        if any(text(rule, "ServerSideEncryptionByDefault", "SSEAlgorithm") == "aws:kms" for rule in encryption):
            message = f"has access logs of {bucket.id}, which Amazon S3 writes to a bucket with SSE-S3 (AES256) alone"
            yield Finding(target, message, ("BucketEncryption",))
        if not _lets(system, target):
            message = f"its policy does not let {_WRITER} write, so that the access logs of {bucket.id} are lost"
            yield Finding(target, message)


def _lets(system: System, target: Resource) -> bool:
    if "AccessControl" in target.properties:
        return True
    policies = [*system.of("AWS::S3::BucketPolicy")]
    if any(is_unknown(policy.properties, "Bucket") for policy in policies):
        return True
    own = [each for each in resource_policies(system, "AWS::S3::BucketPolicy") if _is_for(system, each, target)]
    return any(not item.is_known or _is_writer(item) for item in own)


def _is_for(system: System, statement: Statement, target: Resource) -> bool:
    return system.find(_BUCKET, statement.owner.properties.get("Bucket")) is target


def _is_writer(statement: Statement) -> bool:
    is_put = any(covers(action, "s3:PutObject") for action in statement.actions)
    return statement.allows and is_put and _WRITER in statement.services


RULE = Rule(
    "server-access-logs",
    "A bucket that is to have another one's access logs lets Amazon S3 write them.",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
    _check,
    """
 Resources:
   Artifacts:
     Type: AWS::S3::Bucket
     Properties: {BucketName: shop-artifacts, LoggingConfiguration: {DestinationBucketName: {Ref: Logs}}}
   Logs:
     Type: AWS::S3::Bucket
     Properties: {BucketName: shop-logs}
   Policy:
     Type: AWS::S3::BucketPolicy
     Properties:
       Bucket: {Ref: Logs}
       PolicyDocument:
         Statement:
           - Effect: Deny
             Principal: "*"
             Action: s3:*
             Resource: arn:aws:s3:::shop-logs/*
             Condition: {Bool: {aws:SecureTransport: "false"}}
           - Effect: Allow
-            Principal: {Service: s3.amazonaws.com}
+            Principal: {Service: logging.s3.amazonaws.com}
             Action: s3:PutObject
             Resource: arn:aws:s3:::shop-logs/*
             Condition: {StringEquals: {aws:SourceAccount: "111122223333"}}
    """,
    severity=Severity.WARNING,
)
