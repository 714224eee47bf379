"""The ECR repositories: a tag is pushed once and means one image for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping

from troposphere.ecr import (
    EncryptionConfiguration,
    ImageScanningConfiguration,
    LifecyclePolicy,
    Repository,
)

from generator import naming
from generator.cfn.template import KEPT
from generator.model.project import Images
from generator.naming import ServiceNames, logical
from generator.policies.promotion import readers

RELEASES_KEPT = 100
BUILDS_KEPT = 30
UNTAGGED_DAYS = 7


def release_repository(images: Images) -> Repository:
    """Of the environments that release main alone: each of them releases what the first one built."""
    return _repository(
        logical.REPOSITORY,
        naming.repository(images.project, images.service),
        dict.fromkeys(images.release_tag_prefixes, RELEASES_KEPT),
        images,
    )


def branch_repository(images: Images, names: ServiceNames, prefix: str) -> Repository:
    """Of one environment that builds other branches: its commits, and the versions that it was told to release."""
    return _repository(
        logical.branch_repository(names.environment.environment),
        names.branch_repository,
        {prefix: RELEASES_KEPT, naming.BRANCH_TAG_PREFIX: BUILDS_KEPT},
        images,
    )


def _repository(title: str, name: str, kept: Mapping[str, int], images: Images) -> Repository:
    """Kept when the stack goes: what runs elsewhere may still need its images.

    ``kept`` is how an image's tag begins -> how many such images stay.

    Without a key of our own, KMS means the account's ``aws/ecr`` key, which costs nothing to keep:
    https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
    """
    read = images.readers.get(name)
    return Repository(
        title,
        RepositoryName=name,
        ImageTagMutability="IMMUTABLE",
        ImageScanningConfiguration=ImageScanningConfiguration(ScanOnPush=True),
        EncryptionConfiguration=EncryptionConfiguration(EncryptionType="KMS"),
        LifecyclePolicy=LifecyclePolicy(LifecyclePolicyText=json.dumps(_lifecycle(kept))),
        **({"RepositoryPolicyText": readers(read)} if read else {}),
        **KEPT,
    )


def _lifecycle(kept: Mapping[str, int]) -> dict[str, object]:
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
    for prefix, count in kept.items():
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
