"""Files on the disk -> whether the repository that they are in has a path."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

_ROOTED = (".git", ".github")
"""What stands in a repository's root."""


def has_path(files: Iterable[str]) -> Callable[[str], bool | None]:
    """What tells whether a path, counted from the repository's root, is there; ``*`` may stand in it.

    Where no repository is to be seen, a path is known to be there if its folder is one of the files' own and has it.
    """
    every = sorted(set(files))
    root = root_of(every)
    folders = {os.path.dirname(os.path.abspath(file)) for file in every}

    def has(path: str) -> bool | None:
        if "$" in path or ".." in PurePosixPath(path).parts:
            return None
        inside = path.strip("/") or "."
        if root is not None:
            return any(glob.iglob(str(Path(glob.escape(str(root)), inside))))
        parent, name = os.path.split(os.path.normpath(inside))
        near = [folder for folder in folders if parent and Path(folder).match(parent)]
        return True if any(os.path.exists(os.path.join(folder, name)) for folder in near) else None

    return has


def root_of(files: Iterable[str]) -> Path | None:
    """The root of the repository that the first of the files is in that is in one."""
    return next(filter(None, map(_root, files)), None)


def _root(file: str) -> Path | None:
    """The nearest folder around a file that is a repository's."""
    return next((folder for folder in Path(os.path.abspath(file)).parents if _is_root(folder)), None)


def _is_root(folder: Path) -> bool:
    return any((folder / name).exists() for name in _ROOTED)
