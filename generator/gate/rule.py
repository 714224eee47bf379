"""What a rule is: from a whole system of templates and side files to findings, with its reason and an example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.gate.subject import Path, Place
from generator.gate.system import System
from generator.problems import Problem, Severity


class Finding(NamedTuple):
    """A complaint before the rule's id is put to it; ``path`` leads to the value inside ``place``."""

    place: Place
    message: str
    path: Path = ()
    hint: str = ""
    severity: Severity = Severity.ERROR


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
    is_for_files: bool = False
    """Whether it only makes sense for what people write by hand for the AWS CLI."""

    def problems(self, system: System) -> Iterator[Problem]:
        """What the rule finds; nothing where the system's owner has asked for it in so many words."""
        if self.id in system.waived:
            return
        for finding in self.check(system):
            problem = finding.place.problem(finding.message, self.id, finding.hint, finding.severity, finding.path)
            if f"{self.id}:{problem.logical_id}" not in system.waived:
                yield problem
