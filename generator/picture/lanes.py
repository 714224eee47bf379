"""Intervals that may not touch each other in one lane -> a lane for each, and as few lanes as possible."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

_Name = TypeVar("_Name", bound=Hashable)


def lanes(intervals: Mapping[_Name, tuple[int, int]]) -> dict[_Name, int]:
    """Name -> lane, from 0; two intervals that have an end in common touch each other."""
    ends: list[int] = []
    found: dict[_Name, int] = {}
    # Taken by where they begin, the first lane that is free is never one too many.
    for name, (start, end) in sorted(intervals.items(), key=lambda item: item[1]):
        lane = next((number for number, before in enumerate(ends) if before < start), len(ends))
        ends[lane : lane + 1] = [end]
        found[name] = lane
    return found
