"""The ECR repository: a tag is pushed once and means one image for ever."""

from __future__ import annotations

import json

from troposphere.ecr import (
    EncryptionConfiguration,
    ImageScanningConfiguration,
    LifecyclePolicy,
    Repository,
)

from generator import naming
from generator.cfn.template import KEPT
from generator.model.project import Shared
from generator.naming import logical

RELEASES_KEPT = 100
BUILDS_KEPT = 30
UNTAGGED_DAYS = 7


def repository(shared: Shared) -> Repository:
    """Kept when the stack goes: what runs elsewhere may still need its images.

    Without a key of our own, KMS means the account's ``aws/ecr`` key, which costs nothing to keep:
    https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
    """
    return Repository(
        logical.REPOSITORY,
        RepositoryName=naming.repository(shared.name),
        ImageTagMutability="IMMUTABLE",
        ImageScanningConfiguration=ImageScanningConfiguration(ScanOnPush=True),
        EncryptionConfiguration=EncryptionConfiguration(EncryptionType="KMS"),
        LifecyclePolicy=LifecyclePolicy(LifecyclePolicyText=json.dumps(_lifecycle(shared))),
        **KEPT,
    )


def _lifecycle(shared: Shared) -> dict[str, object]:
    """Releases stay longest, since a rollback to one needs its image.

    Each prefix has its rule: several prefixes in one rule must all match an image.
    https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
    """
    selections: list[tuple[str, dict[str, object]]] = [
        (
            f"Untagged images for {UNTAGGED_DAYS} days",
            {
                "tagStatus": "untagged",
                "countType": "sinceImagePushed",
                "countUnit": "days",
                "countNumber": UNTAGGED_DAYS,
            },
        )
    ]
    kept = [(prefix, RELEASES_KEPT) for prefix in shared.release_tag_prefixes]
    for prefix, count in [*kept, (naming.BRANCH_TAG_PREFIX, BUILDS_KEPT)]:
        selection = {
            "tagStatus": "tagged",
            "tagPrefixList": [prefix],
            "countType": "imageCountMoreThan",
            "countNumber": count,
        }
        selections.append((f"The last {count} images tagged {prefix}...", selection))
    return {
        "rules": [
            {"rulePriority": priority, "description": text, "selection": selection, "action": {"type": "expire"}}
            for priority, (text, selection) in enumerate(selections, start=1)
        ]
    }
