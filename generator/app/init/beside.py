"""The other specs of a repository -> what a first spec of one more project leaves to them, or says as they do."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.app.build.bases import read_bases
from generator.app.build.discover import discover
from generator.app.build.read import read
from generator.errors import CanaryformError
from generator.model.git import Git


class Beside(NamedTuple):
    """What the other specs say together."""

    files: tuple[str, ...]
    """From the repository's root."""
    contexts: frozenset[str]
    """The folders that their services are built from."""
    git: Git
    """What one of them says of the repository, which has one value of each."""


def beside(root: Path, file: str) -> Beside | None:
    """The specs in ``specs/`` of the repository ``root``, without ``file``; None where there is none that is valid."""
    # Imported here: mostly there is no other spec, and nothing to read.
    from generator.sidefiles.github_repository import lead
    from generator.spec.loader import load

    files: list[str] = []
    contexts: set[str] = set()
    git: Git | None = None
    for name in discover(root):
        path = root / name
        if os.path.realpath(path) == os.path.realpath(file):
            continue
        try:
            text = read(str(path))
            spec = load(text, name, read_bases(text, str(path)))
        except CanaryformError:
            continue  # What is wrong with it is told when it is named itself.
        files.append(name)
        contexts.update(PurePosixPath(service.context).as_posix() for service in spec.services)
        git = git or lead(spec.projects).git
    return Beside(tuple(files), frozenset(contexts), git) if git else None
