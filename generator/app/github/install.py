"""Copies the files for GitHub into the repository's ``.github/``, and leaves alone what somebody else wrote there.

A record beside them says what canaryform wrote. A file that is not in it, or has been changed since, is not ours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.app.output.differences import Difference, check
from generator.app.output.disk import Disk
from generator.app.output.place import read_place
from generator.app.output.write import write
from generator.artifacts import Artifact
from generator.naming.github import RECORD


@dataclass(frozen=True)
class Installation:
    """What is to be done in the folder; paths are relative to it."""

    artifacts: tuple[Artifact, ...]
    """The files to write, and the record."""
    differences: tuple[Difference, ...]
    """How they differ from what is there, without the record."""
    kept: tuple[str, ...]
    """Files in the way that canaryform did not write, or that have been changed since."""


def plan_installation(files: Sequence[Artifact], folder: Path, *, force: bool) -> Installation:
    """Look at every place, and change nothing. With ``force``, every file is ours."""
    record = _read_record(folder)
    kept = [file.path for file in files if not (force or _is_ours(file, folder, record))]
    ours = [file for file in files if file.path not in kept]
    written = record | {file.path: _digest(file.text.encode()) for file in ours}
    differences = check(ours, folder)
    record_text = json.dumps({"written": dict(sorted(written.items()))}, indent=2) + "\n"
    return Installation((*ours, Artifact(RECORD, record_text)), differences, tuple(kept))


def install(installation: Installation, folder: Path, disk: Disk | None = None) -> None:
    """Write all of it or nothing."""
    write(installation.artifacts, folder, disk)


def _is_ours(file: Artifact, folder: Path, record: Mapping[str, str]) -> bool:
    """Whether nothing is lost by writing: what is there is ours, or says the same, or there is nothing."""
    found = read_place(folder, file.path)
    return found is None or found == file.text.encode() or record.get(file.path) == _digest(found)


def _read_record(folder: Path) -> dict[str, str]:
    """A record that is missing or damaged knows no file, and then none is overwritten."""
    try:
        written = json.loads(read_place(folder, RECORD) or b"{}").get("written", {})
        return {str(path): str(digest) for path, digest in written.items()}
    except (ValueError, AttributeError, RecursionError):
        return {}


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
