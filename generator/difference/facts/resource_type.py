"""A logical id that names a resource of another type: CloudFormation takes no such template."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.resources.values():
        if change.before and change.after and change.before.type != change.after.type:
            text = f"CloudFormation does not make a {change.after.type} of a {change.before.type}"
            hint = "give the new resource another logical id: it is created, and the old one deleted"
            yield Reason(change, Consequence.REFUSED, text, hint)


FACT = Fact("resource-type", "https://github.com/aws-quickstart/quickstart-amazon-eks/issues/361", _find)
