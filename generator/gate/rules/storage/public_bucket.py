"""Systems -> buckets of artifacts and logs that could become public, or lose what was overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.action import PIPELINE, actions
from generator.gate.policy import resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import (
    is_true,
    strings,
    text,
)
from generator.problems import Severity

_BLOCKS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")


def _check(system: System) -> Iterator[Finding]:
    for bucket in system.of("AWS::S3::Bucket"):
        block = bucket.properties.get("PublicAccessBlockConfiguration")
        if block is not None and not all(is_true(block, key) for key in _BLOCKS):
            message = f"{', '.join(key for key in _BLOCKS if not is_true(block, key))}: it could become public"
            yield Finding(bucket, message, ("PublicAccessBlockConfiguration",))
    stores = {text(item.properties, "ArtifactStore", "Location") for item in system.of(PIPELINE)}
    for store in stores:
        bucket_ = system.find("AWS::S3::Bucket", store)
        sources = {action.provider for action in actions(system) if action.category == "Source"}
        if bucket_ and "S3" in sources and text(bucket_.properties, "VersioningConfiguration", "Status") != "Enabled":
            yield Finding(bucket_, "a pipeline's S3 source needs versioning", ("VersioningConfiguration",))
    for statement in resource_policies(system, "AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy"):
        everyone = "*" in strings(statement.data.get("Principal"))
        if statement.allows and everyone and not statement.condition_keys:
            own = system.find("AWS::S3::Bucket", statement.owner.properties.get("Bucket"))
            block = own.properties.get("PublicAccessBlockConfiguration") if own else None
            if own and is_true(block, "BlockPublicPolicy") and not any(map(_is_conditional, (own, statement.owner))):
                message = "allows anybody, and BlockPublicPolicy of the bucket has S3 refuse such a policy"
                yield Finding(statement.owner, message, statement.path, severity=Severity.ERROR)
            else:
                yield Finding(statement.owner, "allows anybody", statement.path)


def _is_conditional(resource: Resource) -> bool:
    """Whether conditions decide what it has, of which not all need hold together."""
    return "Condition" in resource.body or _has_choice(resource.body.get("Properties"))


def _has_choice(value: Any) -> bool:
    if isinstance(value, Mapping):
        return "Fn::If" in value or any(map(_has_choice, value.values()))
    return isinstance(value, list) and any(map(_has_choice, value))


RULE = Rule(
    "public-bucket",
    "No bucket or topic is, or could become, open to the public.",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    _check,
    """
 Resources:
   Bucket:
     Type: AWS::S3::Bucket
     Properties:
       PublicAccessBlockConfiguration:
         BlockPublicAcls: true
         BlockPublicPolicy: true
-        IgnorePublicAcls: false
+        IgnorePublicAcls: true
         RestrictPublicBuckets: true
    """,
    severity=Severity.ADVICE,
)
