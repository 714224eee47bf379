"""Systems -> artifacts that are removed while their pipeline still waits to use them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import PIPELINE, actions_of
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, lacks, mappings, number, text
from generator.problems import Severity

_DAY = 24 * 60
_APPROVAL = 7 * _DAY
"""Minutes. What an approval waits at most where it does not say."""
_RUN = 1
"""Days. A failed stage can be tried again the day after."""


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        bucket = system.find("AWS::S3::Bucket", text(pipeline.properties, "ArtifactStore", "Location"))
        if bucket is None:
            continue
        needed = _waits(pipeline) + _RUN
        for index, rule in enumerate(mappings(bucket.properties, "LifecycleConfiguration", "Rules")):
            days = number(rule, "ExpirationInDays")
            if days is not None and text(rule, "Status") == "Enabled" and _is_for_all(rule) and days < needed:
                path = ("LifecycleConfiguration", "Rules", index, "ExpirationInDays")
                message = (
                    f"removes artifacts after {days} days; {pipeline.id} may wait up to {needed - _RUN} for approval"
                )
                if needed == _RUN + 1:
                    message = f"removes artifacts after {days} day, and a stage that failed cannot be tried again"
                yield Finding(bucket, message, path, f"keep them for {needed} days at least")


def _waits(pipeline: Resource) -> int:
    """Days, one at least."""
    approvals = [action for action in actions_of(pipeline) if action.provider == "Manual"]
    minutes = [number(action.data, "TimeoutInMinutes") or _APPROVAL for action in approvals]
    return max([1, *(-(-each // _DAY) for each in minutes)])


def _is_for_all(rule: object) -> bool:
    is_known = not any(is_unknown(rule, key) for key in ("Prefix", "TagFilters", "Filter"))
    return is_known and not text(rule, "Prefix") and lacks(rule, "TagFilters") and lacks(rule, "Filter")


RULE = Rule(
    "artifact-expiry",
    "Artifacts stay for as long as their pipeline may wait to use them.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",
    _check,
    """
 Resources:
   Artifacts:
     Type: AWS::S3::Bucket
     Properties:
       BucketName: shop-artifacts
       LifecycleConfiguration:
         Rules:
           - Status: Enabled
-            ExpirationInDays: 1
+            ExpirationInDays: 30
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: shop-artifacts}
       Stages:
         - Name: Approve
           Actions:
             - Name: Approve
               ActionTypeId: {Category: Approval, Owner: AWS, Provider: Manual, Version: "1"}
    """,
    severity=Severity.WARNING,
)
