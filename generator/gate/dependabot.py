"""Dependabot's configuration -> its updates, each with its place and the folders that it looks into.

https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.gate.kind import Kind
from generator.gate.subject import Path, SideFile
from generator.gate.system import System
from generator.gate.value import sequence, text


class Update(NamedTuple):
    """One entry of ``updates``."""

    file: SideFile
    path: Path
    data: Mapping[str, Any]

    @property
    def ecosystem(self) -> str:
        """``npm``, ``docker`` ..."""
        return text(self.data, "package-ecosystem")

    @property
    def folders(self) -> list[tuple[Path, str]]:
        """The folders, counted from the root, with where each stands; ``*`` may stand in those of a list."""
        listed = sequence(self.data, "directories")
        one = [((*self.path, "directory"), text(self.data, "directory"))] if "directory" in self.data else []
        return [*one, *(((*self.path, "directories", n), text(each)) for n, each in enumerate(listed))]


def updates(system: System) -> Iterator[Update]:
    """All of them."""
    for file in system.files_of(Kind.DEPENDABOT):
        for index, data in enumerate(sequence(file.data, "updates")):
            if isinstance(data, Mapping):
                yield Update(file, ("updates", index), data)
