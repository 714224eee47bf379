"""Finds the specs of a repository when the user names none."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER = "specs"
_SUFFIXES = frozenset({".yaml", ".yml"})


def discover(repository: Path) -> tuple[str, ...]:
    """The spec files in ``specs/`` of a repository, by name, relative to it; editors' hidden copies are not specs."""
    folder = repository / FOLDER
    names = sorted(path.name for path in folder.iterdir() if _is_spec(path)) if folder.is_dir() else []
    return tuple(f"{FOLDER}/{name}" for name in names)


def once(files: Iterable[str]) -> tuple[str, ...]:
    """The files in their order, one that has several names by its first."""
    unique: dict[str, str] = {}
    for file in files:
        unique.setdefault(os.path.realpath(file), file)
    return tuple(unique.values())


def _is_spec(path: Path) -> bool:
    return path.suffix in _SUFFIXES and not path.name.startswith(".") and path.is_file()
