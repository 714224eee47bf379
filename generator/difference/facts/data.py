"""A resource that holds data and goes: with its data, unless its policy keeps them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.difference.facts.filled_store import stays_filled
from generator.difference.store import STORES, keeps, policy


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of(*STORES):
        if not change.goes or stays_filled(change):
            continue
        kept = policy(change)
        is_removed = change.fate is Fate.REMOVED
        attribute = "DeletionPolicy" if is_removed else "UpdateReplacePolicy"
        if kept == "Snapshot":
            said, meant = f"{attribute} keeps a snapshot of it, and nothing else", Consequence.LOST
        elif keeps(kept):
            said = f"{attribute} keeps it with its data, outside of the stack"
            said += "" if is_removed else "; the new one is empty"
            meant = Consequence.REMOVED if is_removed else Consequence.REPLACED
        else:
            said, meant = "its data go with it", Consequence.LOST
        hint = "" if keeps(kept) else f"write {attribute}: Retain first, and update the stack, to keep it"
        yield Reason(change, meant, said, hint)


FACT = Fact(
    "data",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html",
    _find,
)
