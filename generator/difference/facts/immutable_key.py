"""A KMS key whose kind is to be another one: KMS refuses the update, whatever policy would keep the old key."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason

_KEY = "AWS::KMS::Key"
_KIND = ("KeySpec", "KeyUsage", "MultiRegion", "Origin")


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of(_KEY):
        if change.fate not in (Fate.CREATED, Fate.REMOVED) and change.resource.type == _KEY and change.touches(*_KIND):
            said = "a key stays of the kind that it was made with, and is not replaced either"
            yield Reason(change, Consequence.REFUSED, said, "give the new key another logical id, beside this one")


FACT = Fact(
    "immutable-key",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html",
    _find,
)
