"""What a rule is: from a whole system of templates and side files to findings, with its reason and an example."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.gate.subject import Path, Place
from generator.gate.system import Resource, System, readable
from generator.gate.value import is_unknown
from generator.problems import Problem, Severity


class Finding(NamedTuple):
    """A complaint before the rule's id is put to it; ``path`` leads to the value inside ``place``."""

    place: Place
    message: str
    path: Path = ()
    hint: str = ""
    severity: Severity | None = None
    """The rule's own, unless this finding is worse or milder."""


@dataclass(frozen=True)
class Rule:
    """Something that a finished system must keep to.

    ``source`` is the page that says so. ``example`` is a system as a diff: without its ``+`` lines it breaks this
    rule and no other, without its ``-`` lines it breaks none.
    """

    id: str
    description: str
    source: str
    check: Callable[[System], Iterator[Finding]]
    example: str
    severity: Severity = Severity.ERROR

    def problems(self, system: System) -> Iterator[Problem]:
        """What the rule finds; nothing where the system's owner has asked for it in so many words."""
        if self.id in system.waived:
            return
        for finding in self.check(system):
            if finding.path and is_unknown(value_at(finding.place, finding.path)):
                continue
            severity = finding.severity or self.severity
            message, hint = readable(finding.message), readable(finding.hint)
            problem = finding.place.problem(message, self.id, hint, severity, finding.path)
            if f"{self.id}:{problem.logical_id}" not in system.waived:
                yield problem


def value_at(place: Place, path: Path) -> Any:
    """What a finding is about: the value at ``path`` of a resource.

    None where a key of it is certainly not there, and what is nearest around it where it may be.
    """
    value: Any = place.properties if isinstance(place, Resource) else None
    for step in path:
        steps = value if isinstance(value, Mapping) else dict(enumerate(value if isinstance(value, list) else ()))
        if step not in steps:
            return None if isinstance(value, Mapping) else value
        value = steps[step]
    return value
