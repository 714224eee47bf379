"""The arguments of a person -> what the change does that lies between the two."""

from __future__ import annotations

from collections.abc import Sequence

from generator.app.diff.sides import sides
from generator.app.diff.sides import since as sides_since
from generator.app.handwritten.request import DEFAULT_REGION
from generator.difference.effect import Impact
from generator.difference.impact import impact
from generator.difference.schema import Schemas
from generator.difference.side import Side
from generator.gitflow.git import Git


def run(names: Sequence[str], git: Git, region: str = "") -> Impact:
    """Raises OutsideError and SpecError as the sides do."""
    return _impact(*sides(names, git, region), region)


def since(revision: str, specs: Sequence[str], git: Git) -> Impact:
    """Of these specs as they are, against what a revision has. Raises OutsideError and SpecError as the sides do."""
    return _impact(*sides_since(revision, specs, git))


def _impact(before: Side, after: Side, region: str = "") -> Impact:
    regions = (name for stack in after.stacks.values() for name in stack.subject.regions)
    return impact(before, after, Schemas(region or next(regions, DEFAULT_REGION)))
