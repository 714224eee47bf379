"""What the spec names by ARN, and images in ECR -> complaints about those of another partition than the region's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.image_address import ImageAddress
from generator.problems import Location
from generator.spec.node import Mapping, Node, Scalar, Sequence
from generator.spec.partition import partition
from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_FREE = frozenset(
    {"accept", "args", "command", "entry_point", "environment", "environments", "patches", "tags", "test"}
)
"""Keys below which a text is the user's own, whatever it looks like."""
_ARN = re.compile(r"arn:(aws[a-z-]*):")


def _check(reading: Reading) -> Iterator[Finding]:
    region = reading.project.region
    here = partition(region)
    for text, where in _texts(reading.document):
        there = _partition_of(text)
        if there and there != here:
            message = f"is in the partition {there}, and {region} is in {here}: neither knows what is in the other"
            yield Finding(where, message, f"name one of {here}")


def _partition_of(text: str) -> str:
    """That of an ARN, or of an image in a private registry of ECR; empty for any other text."""
    if found := _ARN.match(text):
        return found[1]
    region = ImageAddress(text).region
    return partition(region) if region else ""


def _texts(node: Node) -> Iterator[tuple[str, Location]]:
    if isinstance(node, Scalar):
        yield node.text, node.location
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item)
    elif isinstance(node, Mapping):
        for key, entry in node.entries.items():
            if key not in _FREE:
                yield from _texts(entry.node)


RULE = ServiceRule("partitions", "All that the spec names in AWS is in the partition of its region.", _check)
