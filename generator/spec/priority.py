"""The services of a spec -> a priority for each route that has none: in hundreds, the most specific first."""

from __future__ import annotations

from generator.spec.node import Mapping, Scalar, Sequence, find

STEP = 100
"""Leaves room for others between two."""


def proposed(services: Mapping) -> dict[str, int]:
    """Service -> what to write; those that have a priority are left out."""
    said = {name: find(services, (name, "route", "priority")) for name in services.entries}
    taken = {node.value for node in said.values() if isinstance(node, Scalar)}
    open_ones = [name for name, node in said.items() if not isinstance(node, Scalar)]
    free = (number * STEP for number in range(1, 2 + len(said)) if number * STEP not in taken)
    ranked = sorted(open_ones, key=lambda name: -_length(services, name))
    return dict(zip(ranked, free, strict=False))


def _length(services: Mapping, name: str) -> int:
    """Of the shortest pattern: the longer it is, the fewer requests it takes."""
    lists = (find(services, (name, "route", key)) for key in ("host", "path"))
    patterns = [
        item.text for node in lists if isinstance(node, Sequence) for item in node.items if isinstance(item, Scalar)
    ]
    return min((len(pattern) for pattern in patterns), default=0)
