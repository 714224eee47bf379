"""Compares artifacts with the disk and shows what differs, for ``generate --check``. Changes nothing."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from generator.app.output.changes import Change, plan
from generator.app.output.place import read_place
from generator.artifacts import AnyArtifact
from generator.naming.path import CHECKSUMS, MANIFEST

_LONGEST_DIFF = 60
"""Lines of one file; a reader who needs more runs ``git diff`` after ``generate``."""
_LARGEST = 2**20
"""Bytes. difflib takes minutes over files that are much larger."""


class Kind(StrEnum):
    """How a file differs from what the spec says."""

    STALE = "stale"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that ``generate`` would change, with a unified diff from the disk to the spec."""

    path: str
    kind: Kind
    diff: tuple[str, ...]


def check(artifacts: Sequence[AnyArtifact], root: Path, removed: Sequence[str] = ()) -> tuple[Difference, ...]:
    """The files below ``root`` that a run would write or remove, ``removed`` among them, the manifests last."""
    changes = sorted(plan(artifacts, root, removed).changes, key=_order)
    # A manifest repeats as digests what the other diffs have just shown.
    are_all_manifests = all(_is_manifest(change.path) for change in changes)
    shown = [are_all_manifests or not _is_manifest(change.path) for change in changes]
    return tuple(
        Difference(change.path, _kind(change), _diff(change, root) if is_shown else ())
        for change, is_shown in zip(changes, shown, strict=True)
    )


def _order(change: Change) -> tuple[bool, str]:
    return _is_manifest(change.path), change.path


def _is_manifest(path: str) -> bool:
    return PurePosixPath(path).name in (MANIFEST, CHECKSUMS)


def _kind(change: Change) -> Kind:
    if change.artifact is None:
        return Kind.EXTRA
    return Kind.STALE if change.is_there else Kind.MISSING


def _diff(change: Change, root: Path) -> tuple[str, ...]:
    """Only a stale file has one: of a missing or an extra file every line would be new or gone."""
    new, old = change.new, read_place(root, change.path) if _kind(change) is Kind.STALE else None
    if old is None or new is None:
        return ()
    if len(old) > _LARGEST:
        return (f"(the file has {len(old):,} bytes: too large to compare line by line)",)
    names = f"{change.path} (on disk)", f"{change.path} (from the spec)"
    lines = [*difflib.unified_diff(_lines(old), _lines(new), *names, lineterm="")]
    if len(lines) > _LONGEST_DIFF:
        lines[_LONGEST_DIFF:] = [f"… and {len(lines) - _LONGEST_DIFF} more lines"]
    return tuple(lines)


def _lines(data: bytes) -> list[str]:
    *lines, rest = data.decode(errors="replace").split("\n")
    return [*lines, f"{rest} (no newline at the end)"] if rest else lines
