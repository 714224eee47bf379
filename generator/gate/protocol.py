"""What the gate looks at, and what a check is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from generator.problems import Location, Problem, Severity


@dataclass(frozen=True)
class Subject:
    """One finished template: its text as it would be written, and where each of its resources came from."""

    path: str
    stack: str
    text: str
    data: Mapping[str, Any]
    regions: tuple[str, ...]
    origins: Mapping[str, Location]
    origin: Location
    """The place for findings that are about no resource."""

    def problem(
        self, logical_id: str, message: str, code: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> Problem:
        """A finding, at the line of the spec that asked for the resource."""
        place = self.origins.get(logical_id, self.origin)
        subject = f"{self.path}: {logical_id}" if logical_id else self.path
        return Problem(place, message, code, hint, severity, subject)


class Check(Protocol):
    """One check. All templates of a spec are judged together, since they import from one another."""

    id: str
    description: str

    def check(self, subjects: Sequence[Subject]) -> Iterator[Problem]:
        """Yields what is wrong."""
        ...
