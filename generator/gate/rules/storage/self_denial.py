"""Systems -> buckets, topics, keys and repositories whose own policy denies what is to use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.gate.action import PIPELINE
from generator.gate.arn import arn, contains, readable
from generator.gate.condition import ABSENT, OF_AWS, holds
from generator.gate.policy import Statement, covers, resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import sequence, strings, text

_USES = {
    "AWS::S3::BucketPolicy": ("s3:PutObject", "s3:GetObject"),
    "AWS::SNS::TopicPolicy": ("sns:Publish",),
    "AWS::SQS::QueuePolicy": ("sqs:SendMessage", "sqs:ReceiveMessage"),
    "AWS::KMS::Key": ("kms:Decrypt", "kms:GenerateDataKey"),
    "AWS::ECR::Repository": ("ecr:BatchGetImage", "ecr:PutImage"),
}
_SERVICE = {
    "aws:securetransport": "true",
    "aws:multifactorauthpresent": ABSENT,
    "aws:sourcevpce": ABSENT,
    "aws:sourcevpc": ABSENT,
    "aws:sourceip": OF_AWS,
}
"""Services of AWS call by TLS, from networks of their own, through no endpoint of ours, and without second factor."""


def _check(system: System) -> Iterator[Finding]:
    for statement in resource_policies(system):
        if statement.allows or not _is_everybody(statement):
            continue
        uses = [use for use in _USES[statement.owner.type] if any(covers(one, use) for one in statement.actions)]
        condition = statement.data.get("Condition")
        if uses and _is_all(system, statement) and holds(system, condition, _context(system, statement)) is True:
            message = f"denies {' and '.join(uses)} to all that use it: what is denied, no other statement allows"
            yield Finding(statement.owner, message, statement.path)


def _is_everybody(statement: Statement) -> bool:
    principal = statement.data.get("Principal")
    return principal == "*" or "*" in strings(principal)


def _is_all(system: System, statement: Statement) -> bool:
    """Whether it is about all of the thing that the policy is for, and of a bucket about its objects."""
    if statement.owner.type in ("AWS::KMS::Key", "AWS::ECR::Repository"):
        return True
    if statement.owner.type == "AWS::S3::BucketPolicy":
        wanted = [arn(system, "AWS::S3::Bucket", text(statement.owner.properties, "Bucket"), "/*")]
    else:
        listed = (*sequence(statement.owner.properties, "Topics"), *sequence(statement.owner.properties, "Queues"))
        wanted = [readable(system, text(one)) for one in listed]
    return bool(wanted) and all(any(contains(system, one, each) for one in statement.resources) for each in wanted)


def _context(system: System, statement: Statement) -> Mapping[str, str]:
    """What is known of the calls of services, and of a pipeline's where the bucket has its artifacts."""
    bucket = system.find("AWS::S3::Bucket", text(statement.owner.properties, "Bucket"))
    for pipeline in system.of(PIPELINE):
        if bucket and system.find("AWS::S3::Bucket", _store(pipeline)) is bucket:
            # https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html
            return {**_SERVICE, "s3:x-amz-server-side-encryption": "aws:kms"}
    return _SERVICE


def _store(pipeline: Resource) -> str:
    return text(pipeline.properties, "ArtifactStore", "Location")


RULE = Rule(
    "self-denial",
    "The policy of a bucket, a topic, a key or a repository denies nothing to all that are to use it.",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html",
    _check,
    """
 Resources:
   Bucket:
     Type: AWS::S3::Bucket
     Properties: {BucketName: shop-artifacts}
   Policy:
     Type: AWS::S3::BucketPolicy
     Properties:
       Bucket: {Ref: Bucket}
       PolicyDocument:
         Statement:
           - Effect: Deny
             Principal: "*"
             Action: s3:*
             Resource: "arn:aws:s3:::shop-artifacts/*"
-            Condition: {Bool: {aws:SecureTransport: "true"}}
+            Condition: {Bool: {aws:SecureTransport: "false"}}
    """,
)
