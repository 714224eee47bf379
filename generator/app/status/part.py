"""A question to AWS -> its answer, or why there is none: one part never stops the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.errors import OutsideError

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True)
class Part(Generic[Value]):
    """What AWS says of one part. With neither of the two, it is not deployed yet."""

    value: Value | None = None
    refusal: OutsideError | None = None
    """Why it could not be asked."""


def part(ask: Callable[[], Value | None]) -> Part[Value]:
    """Ask. Raises nothing that AWS, or the way to it, refuses."""
    try:
        return Part(ask())
    except OutsideError as refusal:
        return Part(refusal=refusal)
