"""What cfn-lint says of a template's text, without the names of its owner -> a problem of the template of one stack."""

from __future__ import annotations

from typing import NamedTuple

from generator.gate.subject import Subject
from generator.problems import Location, Problem, Severity


class Match(NamedTuple):
    """One finding. Equal texts have equal findings, so it knows no path, no stack and no line of a spec."""

    code: str
    severity: Severity
    message: str
    logical_id: str = ""
    """Of the resource that it is about, if it is about one."""
    line: int = 1
    column: int = 1


def problem(subject: Subject, match: Match) -> Problem:
    """The finding at the spec's line that asked for the resource, or at the line of a template that people wrote."""
    found = subject.problem(match.logical_id, match.message, match.code, severity=match.severity)
    if not subject.is_written:
        return found
    return found._replace(location=Location(subject.origin.file, match.line, match.column))
