"""Systems -> buckets, topics and keys that a service may be made to use by anybody's account."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity

# EventBridge meets no condition on topics and keys, and the others here need none: they name no AWS service.
_EXEMPT = {"events.amazonaws.com"}
_KMS_WITHOUT = {"cloudwatch.amazonaws.com", "events.amazonaws.com"}
_SOURCE = {"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "kms:viaservice"}


def _check(system: System) -> Iterator[Finding]:
    for statement in resource_policies(system):
        is_key = statement.owner.type == "AWS::KMS::Key"
        named = set(statement.services) - (_KMS_WITHOUT if is_key else _EXEMPT)
        context = any(key.startswith("kms:encryptioncontext") for key in statement.condition_keys)
        if statement.allows and named and not statement.condition_keys & _SOURCE and not context:
            message = (
                f"lets {', '.join(sorted(named))} act for any account: there is no aws:SourceAccount or aws:SourceArn"
            )
            yield Finding(statement.owner, message, statement.path)


RULE = Rule(
    "source-condition",
    "A policy that lets an AWS service use a resource says for whose account it may.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    _check,
    """
 Resources:
   Policy:
     Type: AWS::S3::BucketPolicy
     Properties:
       Bucket: logs
       PolicyDocument:
         Statement:
           - Effect: Deny
             Principal: "*"
             Action: s3:*
             Resource: "*"
             Condition: {Bool: {aws:SecureTransport: "false"}}
           - Effect: Allow
             Principal: {Service: logging.s3.amazonaws.com}
             Action: s3:PutObject
             Resource: arn:aws:s3:::logs/*
+            Condition: {StringEquals: {aws:SourceAccount: "111122223333"}}
    """,
    severity=Severity.ADVICE,
)
