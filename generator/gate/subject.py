"""What the gate looks at: templates and side files, and where a finding about each is to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol, TypeAlias

from generator.cfn.protection import Protection
from generator.cfn.size import CALL_BYTES
from generator.problems import Location, Problem, Severity

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indexes that lead from a document's root to a value."""


class Place(Protocol):
    """Something that a finding can be about."""

    def problem(self, message: str, code: str, hint: str, severity: Severity, path: Path) -> Problem:
        """A finding about it, at the line that a reader can change."""
        ...


class Subject(NamedTuple):
    """One finished template: its text as it would be written, and where each of its resources came from."""

    path: str
    stack: str
    text: str
    data: Mapping[str, Any]
    regions: tuple[str, ...]
    origins: Mapping[str, Location]
    origin: Location
    """The place for findings that are about no resource."""
    protections: Mapping[str, Protection] = {}
    """Logical id -> what no update may do to it."""
    lines: Mapping[Path, Location] = {}
    """Where each value stands, in a template that people wrote; empty in one that is generated."""
    limit: int = CALL_BYTES
    """Bytes. More than what a call takes must be put into a bucket first."""

    @property
    def is_written(self) -> bool:
        """Whether people wrote it, and findings belong at its own lines."""
        return bool(self.lines)

    def problem(
        self,
        logical_id: str,
        message: str,
        code: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        path: Path = (),
    ) -> Problem:
        """A finding, at the line of the spec that asked for the resource, or at the template's own."""
        if self.is_written:
            start: Path = ("Resources", logical_id) if logical_id else ()
            return Problem(
                nearest(self.lines, (*start, *path), self.origin), message, code, hint, severity, "", logical_id
            )
        where = self.origins.get(logical_id, self.origin)
        return Problem(where, message, code, hint, severity, self.path, logical_id)


class Whole(NamedTuple):
    """A template as the place of a finding that is about none of its resources."""

    template: Subject

    def problem(self, message: str, code: str, hint: str, severity: Severity, path: Path) -> Problem:
        """At the file."""
        return self.template.problem("", message, code, hint, severity, path)


class SideFile(NamedTuple):
    """A file beside the templates: what the build and CodeDeploy read."""

    path: str
    data: Any
    text: str
    origin: Location
    lines: Mapping[Path, Location] = {}

    @property
    def name(self) -> str:
        """Its name without the folder."""
        return self.path.rsplit("/", 1)[-1]

    def problem(self, message: str, code: str, hint: str, severity: Severity, path: Path) -> Problem:
        """At the spec's line, or at the file's own."""
        artifact = "" if self.lines else self.path
        return Problem(nearest(self.lines, path, self.origin), message, code, hint, severity, artifact)


def nearest(lines: Mapping[Path, Location], path: Path, fallback: Location) -> Location:
    """Where the value at ``path`` stands, or the nearest one around it that is there."""
    for length in range(len(path), -1, -1):
        if location := lines.get(path[:length]):
            return location
    return fallback
