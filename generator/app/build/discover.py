"""Finds the specs of a repository when the user names none."""

from __future__ import annotations

from pathlib import Path

FOLDER = "specs"
_SUFFIXES = frozenset({".yaml", ".yml"})


def discover(repository: Path) -> tuple[str, ...]:
    """The spec files in ``specs/`` of a repository, by name, relative to it; editors' hidden copies are not specs."""
    folder = repository / FOLDER
    names = sorted(path.name for path in folder.iterdir() if _is_spec(path)) if folder.is_dir() else []
    return tuple(f"{FOLDER}/{name}" for name in names)


def _is_spec(path: Path) -> bool:
    return path.suffix in _SUFFIXES and not path.name.startswith(".") and path.is_file()
