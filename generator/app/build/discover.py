"""Finds the specs of a repository when the user names none, or a project or a folder instead of a file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

FOLDER = "specs"
_SUFFIXES = frozenset({".yaml", ".yml"})
_WORD = re.compile(r"[a-z0-9-]+")
_PROJECT = re.compile(r"""^project: *["']?([a-z0-9-]+)["']? *(?:#.*)?$""", re.MULTILINE)


def discover(repository: Path) -> tuple[str, ...]:
    """The spec files in ``specs/`` of a repository, by name, relative to it; editors' hidden copies are not specs."""
    folder = repository / FOLDER
    names = sorted(path.name for path in folder.iterdir() if _is_spec(path)) if folder.is_dir() else []
    return tuple(f"{FOLDER}/{name}" for name in names)


def meant(name: str) -> tuple[str, ...]:
    """The specs that a person means by a name: a file is itself, ``shop`` the project ``shop``, a folder its specs.

    A project comes before a folder, since its service may well lie in one of that name; ``shop/`` is the folder.
    The name alone where it is none of these: what is wrong with it is for the reader to say.
    """
    try:
        path = Path(name)
        is_folder = bool(name) and path.is_dir()
        if path.exists() and not is_folder:
            return (name,)
        return _of_project(name) or (discover_in(path) if is_folder else ()) or (name,)
    except (OSError, ValueError):  # Such as a NUL, or 300 letters.
        return (name,)


def _of_project(name: str) -> tuple[str, ...]:
    every = discover(Path()) if _WORD.fullmatch(name) else ()
    by_file = tuple(file for file in every if Path(file).stem == name)
    return by_file or tuple(file for file in every if _says(Path(file), name))


def discover_in(folder: Path) -> tuple[str, ...]:
    """The specs of a folder: those in its ``specs/``, or else in itself."""
    inside = tuple(str(folder / file) for file in discover(folder))
    return inside or tuple(str(path) for path in sorted(folder.iterdir()) if _is_spec(path))


def _says(file: Path, project: str) -> bool:
    """Whether a line of a spec names the project; nothing is parsed for that."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    found = _PROJECT.search(text)
    return bool(found and found[1] == project)


def once(files: Iterable[str]) -> tuple[str, ...]:
    """The files in their order, one that has several names by its first."""
    unique: dict[str, str] = {}
    for file in files:
        unique.setdefault(os.path.realpath(file), file)
    return tuple(unique.values())


def _is_spec(path: Path) -> bool:
    """Also a link to nothing: reading it says so, and passing it over would leave out a project without a word."""
    is_there = path.is_file() or (path.is_symlink() and not path.exists())
    return path.suffix in _SUFFIXES and not path.name.startswith(".") and is_there
