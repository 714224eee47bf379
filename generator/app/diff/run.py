"""The arguments of a person -> what the change does that lies between the two."""

from __future__ import annotations

from collections.abc import Sequence

from generator.app.cache.result_cache import ResultCache
from generator.app.diff.sides import Sides, sides
from generator.app.diff.sides import since as sides_since
from generator.app.handwritten.request import DEFAULT_REGION
from generator.difference.effect import Impact
from generator.difference.impact import impact
from generator.difference.schema import Schemas
from generator.gitflow.git import Git


def run(names: Sequence[str], git: Git, memory: ResultCache, region: str = "") -> Impact:
    """Raises OutsideError and SpecError as the sides do."""
    return _impact(sides(names, git, memory, region))


def since(revision: str, specs: Sequence[str], git: Git, memory: ResultCache) -> Impact:
    """Of these specs as they are, against what a revision has. Raises OutsideError and SpecError as the sides do."""
    return _impact(sides_since(revision, specs, git, memory))


def _impact(found: Sides) -> Impact:
    return impact(found.before, found.after, Schemas(found.region or DEFAULT_REGION))
