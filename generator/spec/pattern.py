"""Two patterns, in which ``*`` is any text and ``?`` any character -> whether one takes all that the other takes."""

from __future__ import annotations

from functools import cache


@cache
def covers(one: str, other: str) -> bool:
    """Whether whatever fits ``other`` fits ``one`` too, as far as can be told from sign to sign."""
    if not one or not other:
        return not one.strip("*") and not other
    if one[0] == "*":
        return covers(one[1:], other) or covers(one, other[1:])
    fits = one[0] == other[0] or (one[0] == "?" and other[0] != "*")
    return fits and covers(one[1:], other[1:])
