"""An export that another stack imports: it can be neither changed nor removed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.exports:
        names = [stack.name for stack in change.importers]
        if not names:
            continue
        verb = "removed" if change.is_removed else "changed"
        text = f"{', '.join(names)} {'imports' if len(names) == 1 else 'import'} it: an export in use cannot be {verb}"
        left = [stack.key for stack in change.importers if stack.key in found.after.importers.get(change.name, ())]
        hint = (
            "give the new value a new export, and move the stacks that import it there first"
            if left
            else f"{' and '.join(names)} must be updated first, and can where nothing else keeps it from that"
        )
        yield Reason(change, Consequence.REFUSED, text, hint)


FACT = Fact(
    "export-in-use",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html",
    _find,
)
