"""Changes of generated templates that the spec asks for: what no key of it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.model.container import Permission
from generator.model.origin import origin
from generator.problems import Location

SHARED_STACKS = ("github", "ecr")
"""Stacks that all environments of an account and region use: a patch of one is for all of them."""
Steps = tuple[str | int, ...]
"""Keys and indexes that lead from a fragment's root to a value."""


class Fragment(NamedTuple):
    """A part of a template as the spec has it: plain data, and where each value of it is written."""

    data: Any
    lines: Mapping[Steps, Location]

    def at(self, path: Steps) -> Location:
        """Where the value at ``path`` is written, or the nearest one around it that is there."""
        return next(
            place for length in range(len(path), -1, -1) if (place := self.lines.get(path[:length])) is not None
        )


@dataclass(frozen=True)
class Operation:
    """One operation of a JSON Patch: https://www.rfc-editor.org/rfc/rfc6902#section-4."""

    op: str
    path: str
    """A JSON Pointer into the template."""
    source: str | None = field(default=None, metadata={"key": "from"})
    """Where ``move`` and ``copy`` take the value from."""
    value: Fragment | None = None
    origin: Location = origin()


@dataclass(frozen=True)
class Patch:
    """A change of the template of one stack, by a merge patch or by a JSON Patch: a valid spec has one of the two."""

    stack: str
    """The stack's noun, such as ``alb``."""
    why: str
    """What it is for; kept beside it wherever it is named."""
    service: str | None = None
    """Whose stack it is; None: that of each service which has such a stack, or of each job."""
    merge: Fragment | None = None
    """https://www.rfc-editor.org/rfc/rfc7396"""
    json: tuple[Operation, ...] = ()
    i_know: str | None = field(default=None, metadata={"key": "i-know"})
    """Why it may touch what releases rest on."""
    deployer: tuple[Permission, ...] = ()
    """What deploying it takes beside what deployers may do anyhow."""
    origin: Location = origin()
