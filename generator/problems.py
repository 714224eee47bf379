"""The one shape of every complaint: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Location(NamedTuple):
    """A place in a file: 1-based line and column, and the dotted path inside the document.

    Line 0 means the file as a whole (one that cannot be read has no lines).
    """

    file: str
    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Severity(StrEnum):
    """How bad it is. All three fail the gate of what a spec generates; of people's own files, advice fails nothing."""

    ERROR = "error"
    """AWS refuses it, or no release can work."""
    WARNING = "warning"
    """It works, and will hurt."""
    ADVICE = "advice"
    """It hardens, or is a matter of taste."""


class Problem(NamedTuple):
    """One complaint. ``code`` names the rule that made it, ``hint`` says how to mend it."""

    location: Location
    message: str
    code: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    artifact: str = ""
    """The generated file that it is about; empty for a spec, or a file that people wrote: ``location`` names those."""
    logical_id: str = ""
    """Of the resource that it is about, if it is about one."""

    @property
    def subject(self) -> str:
        """What it is about, to be shown: ``shop/prod/ecs.yaml: Service``; empty for a place in a file alone."""
        return ": ".join(filter(None, (self.artifact, self.logical_id)))

    def __str__(self) -> str:
        where = f"{self.location}: {self.severity}: "
        path = f"{self.location.path}: " if self.location.path else ""
        return f"{where}{path}{self.message} [{self.code}]"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, in the order in which a reader meets them in the file."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda problem: (problem.location, problem.subject, problem.code)))
