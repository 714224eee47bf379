"""GitHub's side beside the workflows: rulesets and CODEOWNERS -> what they ask for.

https://docs.github.com/en/rest/repos/rules and
https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.gate.kind import Kind
from generator.gate.subject import Path, SideFile
from generator.gate.system import System
from generator.gate.value import at, mapping, mappings, text, texts


@dataclass(frozen=True)
class Ruleset:
    """One ruleset."""

    file: SideFile

    @property
    def target(self) -> str:
        """``branch``, ``tag`` or ``push``."""
        return text(self.file.data, "target") or "branch"

    @property
    def enforcement(self) -> str:
        """``active``, ``disabled`` or ``evaluate``."""
        return text(self.file.data, "enforcement")

    @property
    def refs(self) -> list[str]:
        """The refs that it is for: ``refs/heads/main``, ``~DEFAULT_BRANCH``."""
        return texts(at(self.file.data, "conditions", "ref_name", "include"))

    def rules(self, kind: str) -> Iterator[tuple[Path, Mapping[str, Any]]]:
        """The parameters of its rules of one type, with where they stand."""
        for index, rule in enumerate(mappings(self.file.data, "rules")):
            if text(rule, "type") == kind:
                yield ("rules", index, "parameters"), mapping(rule, "parameters")

    @property
    def checks(self) -> list[tuple[Path, str]]:
        """The contexts of the checks that it requires, with where they stand."""
        return [
            ((*path, "required_status_checks", index, "context"), text(check, "context"))
            for path, parameters in self.rules("required_status_checks")
            for index, check in enumerate(mappings(parameters, "required_status_checks"))
        ]


class Owned(NamedTuple):
    """One line of CODEOWNERS."""

    path: Path
    pattern: str
    owners: tuple[str, ...]


def rulesets(system: System) -> Iterator[Ruleset]:
    """Every ruleset."""
    return map(Ruleset, system.files_of(Kind.RULESET))


def owned(file: SideFile) -> Iterator[Owned]:
    """The lines of a CODEOWNERS file that say who owns what."""
    for index, line in enumerate(file.text.split("\n")):
        words = line.partition("#")[0].split()
        if words:
            yield Owned((index,), words[0], tuple(words[1:]))
