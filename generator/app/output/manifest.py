"""Reads what an earlier run wrote for a project, and by which layout; believes nothing that points elsewhere."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from generator.app.output.place import is_safe, read_place
from generator.errors import OutsideError
from generator.naming.path import manifest_path

_LONGEST = 4 * 2**20
"""Bytes. A project has tens of files, so a longer manifest is not one that canaryform wrote."""


def earlier_files(root: Path, folder: str) -> dict[str, str]:
    """The files below ``root`` that the manifest in a project's folder lists, each with its SHA-256.

    The manifest names them relative to ``root``; a path outside of its own folder is none that canaryform wrote. One
    that is missing or damaged lists nothing: then nothing is removed, which is always safe.
    """
    return listed(read_place(root, manifest_path(folder)), folder)


def earlier_layout(root: Path, folder: str) -> int | None:
    """The layout that the manifest in a project's folder names; None where it is missing, damaged or names none."""
    try:
        manifest = read_place(root, manifest_path(folder))
    except OutsideError:
        return None  # What is in the way is for the writing to say.
    layout = _document(manifest).get("layout") if manifest is not None and len(manifest) <= _LONGEST else None
    return layout if type(layout) is int else None


def orphans(root: Path, projects: Collection[str]) -> tuple[str, ...]:
    """The folders below ``root`` that were written for a project which is none of ``projects``, by name."""
    try:
        folders = sorted(path.name for path in root.iterdir() if path.name not in projects)
    except OSError:
        return ()
    return tuple(folder for folder in folders if earlier_files(root, folder))


def listed(manifest: bytes | None, folder: str) -> dict[str, str]:
    """The files that these bytes list as a manifest of the project's folder."""
    if manifest is None or len(manifest) > _LONGEST:
        return {}
    return {
        path: digest
        for path, digest in _listed(manifest).items()
        if is_safe(path) and path.startswith(f"{folder}/") and isinstance(digest, str)
    }


def _listed(data: bytes) -> dict[str, Any]:
    files = _document(data).get("files")
    return files if isinstance(files, dict) else {}


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
