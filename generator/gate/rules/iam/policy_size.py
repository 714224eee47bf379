"""Systems -> policies that are larger than IAM takes. White space does not count."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from generator.gate.policy import ROLE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mappings,
)

_INLINE, _MANAGED, _TRUST = 10_240, 6_144, 2_048
_RESOURCE_LIMITS = {
    "AWS::KMS::Key": ("KeyPolicy", 32_768),
    "AWS::S3::BucketPolicy": ("PolicyDocument", 20_480),
    "AWS::SNS::TopicPolicy": ("PolicyDocument", 30_720),
}
_STANDS_FOR = {"${AWS::AccountId}": "1" * 12, "${AWS::Region}": "us-isof-south-1", "${AWS::Partition}": "aws-iso-f"}


def _check(system: System) -> Iterator[Finding]:
    for role in system.of(ROLE):
        trust = _size(role.properties.get("AssumeRolePolicyDocument"))
        if trust > _TRUST:
            message = f"its trust policy has {trust:,} characters; IAM takes 2,048 unless the quota is raised"
            yield Finding(role, message, ("AssumeRolePolicyDocument",))
        inline = sum(_size(policy.get("PolicyDocument")) for policy in mappings(role.properties, "Policies"))
        if inline > _INLINE:
            message = f"its inline policies have {inline:,} characters together; IAM takes 10,240"
            yield Finding(role, message, ("Policies",), "let what it may do be less, or part of it a managed policy")
    for policy in system.of("AWS::IAM::ManagedPolicy"):
        size = _size(policy.properties.get("PolicyDocument"))
        if size > _MANAGED:
            yield Finding(policy, f"has {size:,} characters; IAM takes 6,144", ("PolicyDocument",))
    for resource_type, (key, limit) in _RESOURCE_LIMITS.items():
        for owner in system.of(resource_type):
            size = _size(owner.properties.get(key))
            if size > limit:
                yield Finding(owner, f"its policy has {size:,} characters; AWS takes {limit:,}", (key,))


def _size(policy: Any) -> int:
    """As long as it gets, in the partition and region with the longest names."""
    written = json.dumps(policy, separators=(",", ":"), default=str)
    for short, long in _STANDS_FOR.items():
        written = written.replace(short, long)
    return len(re.sub(r"\s", "", written)) if policy else 0


RULE = Rule(
    "policy-size",
    "A role's inline policies have 10,240 characters together at the most, a managed policy 6,144, a trust 2,048.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    _check,
    """
 Resources:
   Role:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {AWS: arn:aws:iam::111122223333:root}
             Action: sts:AssumeRole
-            Condition: {StringLike: {aws:PrincipalArn: "LONG"}}
+            Condition: {StringLike: {aws:PrincipalArn: "arn:aws:iam::111122223333:role/ci"}}
    """.replace("LONG", "arn:aws:iam::111122223333:role/ci-" + "x" * 2000),
)
