"""Systems -> a bucket's policy that is there, and lets plain HTTP through."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for policy in system.of("AWS::S3::BucketPolicy"):
        statements = [item for item in resource_policies(system, "AWS::S3::BucketPolicy") if item.owner is policy]
        if not any(not item.allows and "aws:securetransport" in item.condition_keys for item in statements):
            message = "nothing denies requests without TLS"
            yield Finding(policy, message, ("PolicyDocument",))


RULE = Rule(
    "tls-only",
    "A bucket with a policy denies requests without TLS.",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    _check,
    """
 Resources:
   Policy:
     Type: AWS::S3::BucketPolicy
     Properties:
       Bucket: artifacts
       PolicyDocument:
         Statement:
           - Effect: Deny
             Principal: "*"
             Action: s3:*
             Resource: arn:aws:s3:::artifacts/*
-            Condition: {StringNotEquals: {aws:PrincipalAccount: "111122223333"}}
+            Condition: {Bool: {aws:SecureTransport: "false"}}
    """,
    severity=Severity.ADVICE,
)
