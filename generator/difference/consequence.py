"""What becomes of what is deployed, from the worst to what can wait."""

from __future__ import annotations

from enum import StrEnum


class Consequence(StrEnum):
    """In the order in which a person has to know of them."""

    REFUSED = "refused"
    """AWS does not do it: the stack's update fails and is rolled back."""
    TRAFFIC = "traffic"
    """It moves the traffic that users send at that moment."""
    LOST = "lost"
    """Data, or an address that others know, is gone."""
    INTERRUPTED = "interrupted"
    """Requests or tasks are cut off."""
    UNKNOWN = "unknown"
    """It changes, and nothing says how: a type without a schema, a condition, a value that only a deployment has."""
    REPLACED = "replaced"
    """Another resource takes its place, and no user notices."""
    UPDATED = "updated"
    CREATED = "created"
    REMOVED = "removed"
    NEXT_RELEASE = "next release"
    """No stack changes; a release brings it."""

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return _RANKS[self]

    def is_as_bad_as(self, other: Consequence) -> bool:
        """Whether it is that bad, or worse."""
        return self.rank <= other.rank


_RANKS = {each: rank for rank, each in enumerate(Consequence)}


def worst(*consequences: Consequence) -> Consequence:
    """The one that a person has to know of first."""
    return min(consequences, key=lambda each: each.rank)
