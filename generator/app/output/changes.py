"""Compares artifacts with the disk: which files a run would create, replace, remove and leave alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.app.output.manifest import earlier_files
from generator.app.output.place import is_safe, read_place
from generator.artifacts import AnyArtifact
from generator.errors import OutsideError


class Change(NamedTuple):
    """One file that is to be written or removed. What is in it is looked up when it is asked for: there may be many."""

    path: str
    is_there: bool
    artifact: AnyArtifact | None
    """None for a file that is to be removed."""

    @property
    def new(self) -> bytes | None:
        """What the file is to hold; None when there is to be none."""
        return None if self.artifact is None else self.artifact.data


class Plan(NamedTuple):
    """What a run would do below the output folder."""

    changes: tuple[Change, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]
    """Files of an earlier run that this one does not write, but that somebody has changed since: not ours to remove."""


def plan(artifacts: Sequence[AnyArtifact], root: Path, removed: Sequence[str] = ()) -> Plan:
    """Look at every place that the artifacts go to, and at what an earlier run left there. Changes nothing.

    ``removed`` are files that are to go, whatever is in them.
    """
    _refuse_bad_paths(artifacts)
    changes, unchanged = [], []
    for artifact in artifacts:
        old = read_place(root, artifact.path)
        if old == artifact.data:
            unchanged.append(artifact.path)
        else:
            changes.append(Change(artifact.path, old is not None, artifact))
    changes += [Change(path, True, None) for path in removed if _read_if_ours(root, path) is not None]
    kept = []
    for path, digest in _leftovers(artifacts, root):
        old = _read_if_ours(root, path)
        if old is None:
            continue
        if sha256(old).hexdigest() == digest:
            changes.append(Change(path, True, None))
        else:
            kept.append(path)
    return Plan(tuple(changes), tuple(unchanged), tuple(kept))


def folders_of(path: str) -> Iterator[str]:
    """The folders that ``path`` lies in, outermost first."""
    for parent in reversed(PurePosixPath(path).parents):
        if parent.parts:
            yield str(parent)


def _leftovers(artifacts: Iterable[AnyArtifact], root: Path) -> Iterator[tuple[str, str]]:
    # Compared without case: where the file system ignores it, "Dev/x" is the "dev/x" that this run writes.
    current = {artifact.path.casefold() for artifact in artifacts}
    folders = dict.fromkeys(artifact.path.split("/", 1)[0] for artifact in artifacts if "/" in artifact.path)
    for folder in folders:
        for path, digest in earlier_files(root, folder).items():
            if path.casefold() not in current:
                yield path, digest


def _read_if_ours(root: Path, path: str) -> bytes | None:
    # What has become a link, a folder or unreadable since is not what canaryform wrote, so it stays.
    try:
        return read_place(root, path)
    except OutsideError:
        return None


def _refuse_bad_paths(artifacts: Sequence[AnyArtifact]) -> None:
    paths = [artifact.path for artifact in artifacts]
    if bad := [path for path in paths if not is_safe(path)]:
        raise ValueError(f"not a path below the output folder: {bad}")
    if len({path.casefold() for path in paths}) != len(paths):
        raise ValueError("two artifacts have the same path")
