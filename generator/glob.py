"""Two patterns, of IAM or of git -> whether some text fits both: then one may be about what the other means."""

from __future__ import annotations

from functools import cache

SOME = "\N{HORIZONTAL ELLIPSIS}"
"""Any text without a colon: a part of an ARN that is not known, and is not empty where it is the whole part."""
_WILD = frozenset({"*", SOME})
_HEAD = 5
"""Colons before the last part of an ARN, which may have some itself."""


@cache
def overlaps(first: str, second: str) -> bool:
    """Whether a text fits both patterns; ``*`` is any text, ``?`` any letter and `SOME` a part, in either."""
    parts, others = first.split(":", _HEAD), second.split(":", _HEAD)
    is_plain = len(parts) == len(others) and not any("*" in part for part in (*parts[:_HEAD], *others[:_HEAD]))
    if is_plain and len(parts) > 1:
        return all(_overlaps(one, other) and bool(one) == bool(other) for one, other in zip(parts, others, strict=True))
    return _overlaps(first, second)


@cache
def _overlaps(first: str, second: str) -> bool:
    if not (_WILD | {"?"}) & {*first, *second}:
        return first == second
    below = [_is_wild(second[index:]) for index in range(len(second) + 1)]
    for index in range(len(first) - 1, -1, -1):
        row = [False] * len(second) + [_is_wild(first[index:])]
        for other in range(len(second) - 1, -1, -1):
            one, two = first[index], second[other]
            if one in _WILD:
                row[other] = below[other] or (row[other + 1] and (one == "*" or two != ":"))
            elif two in _WILD:
                row[other] = row[other + 1] or (below[other] and (two == "*" or one != ":"))
            else:
                row[other] = below[other + 1] and (one == two or "?" in (one, two))
        below = row
    return below[0]


def _is_wild(rest: str) -> bool:
    """Whether what is left of a pattern may stand for nothing."""
    return not rest.strip("*" + SOME)
