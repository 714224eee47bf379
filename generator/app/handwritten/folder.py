"""Paths that a person names -> the files that are meant: each once, in order, folders looked through.

Links to folders are not followed, so that a loop of them ends; folders of tools' own files are left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.app.build.read import why
from generator.errors import OutsideError

_MOST = 20_000
_SKIPPED = frozenset(
    {
        ".aws-sam",
        ".git",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
        ".terraform",
        ".tox",
        ".venv",
        "__pycache__",
        "cdk.out",
        "node_modules",
        "venv",
    }
)


class Found(NamedTuple):
    """A file, and whether the person named it itself."""

    path: str
    is_named: bool


def files(paths: Sequence[str]) -> tuple[Found, ...]:
    """Raises OutsideError for a path that is not there, and for a folder of more files than can be judged at once."""
    found: dict[str, Found] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise OutsideError(f"cannot read {path}", "there is no such file or folder")
        named = not os.path.isdir(path)
        for file in [path] if named else _below(path):
            found.setdefault(os.path.normpath(file), Found(os.path.normpath(file), named))
            if len(found) > _MOST:
                hint = "name the folders that hold what is deployed"
                raise OutsideError(f"cannot judge {path}", f"there are more than {_MOST:,} files", hint)
    return tuple(found.values())


def _below(folder: str) -> Iterator[str]:
    def refuse(refusal: OSError) -> None:
        raise OutsideError(f"cannot read {refusal.filename or folder}", why(refusal)) from refusal

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        yield from (os.path.join(parent, name) for name in sorted(names))
