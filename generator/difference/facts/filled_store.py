"""A bucket with objects, or a registry with images: it is not deleted, and stays outside of the stack."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate, ResourceChange
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.difference.store import keeps, policy
from generator.gate.value import is_true

_FILLED = {
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
    "AWS::S3::Bucket": "objects",
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html
    "AWS::ECR::Repository": "images",
}


def stays_filled(change: ResourceChange) -> bool:
    """Whether AWS refuses to delete it while something is in it, and no policy keeps it anyhow."""
    is_emptied = change.before is not None and is_true(change.before.properties, "EmptyOnDelete")
    return change.type in _FILLED and not is_emptied and not keeps(policy(change))


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of(*_FILLED):
        if change.goes and stays_filled(change):
            said = (
                f"with {_FILLED[change.type]} in it, it is not deleted and stays, outside of the stack; empty, it goes"
            )
            yield Reason(change, Consequence.REMOVED if change.fate is Fate.REMOVED else Consequence.REPLACED, said)


FACT = Fact("filled-store", "https://repost.aws/knowledge-center/cloudformation-stack-cleanup-stuck", _find)
