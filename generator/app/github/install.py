"""Brings the repository's ``.github/`` in line with what its specs say, and leaves alone what people wrote there.

A record beside the files says what canaryform wrote. A file that is not in it, or has been changed since, is not ours:
it stays, or gets a marked section for what is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.app.github.merge import merged, without_section
from generator.app.github.record import Record, read_record, record_artifact
from generator.app.output.differences import Difference, check
from generator.app.output.disk import Disk
from generator.app.output.place import read_place
from generator.app.output.write import write
from generator.artifacts import Artifact
from generator.naming.github import CODEOWNERS

_ELSEWHERE = ("", "docs")
"""Where GitHub looks for owners when ``.github/`` has none, from the repository's root.

https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-file-location
"""


@dataclass(frozen=True)
class Installation:
    """What is to be done in the folder; paths are relative to it."""

    artifacts: tuple[Artifact, ...]
    """The files to write."""
    record: Artifact
    """What canaryform has written then."""
    removed: tuple[str, ...]
    """Files that canaryform wrote, and that no spec needs any more."""
    differences: tuple[Difference, ...]
    """How all that differs from what is there, without the record."""
    kept: tuple[str, ...]
    """Files in the way that canaryform did not write, or that have been changed since."""
    replaced: tuple[str, ...] = ()
    """Files elsewhere that GitHub would no longer read, and whose successor is not written."""


def plan_installation(files: Sequence[Artifact], folder: Path, specs: Sequence[str], *, force: bool) -> Installation:
    """Look at every place, and change nothing. ``specs`` ask for the files; with ``force``, every file is ours."""
    record = read_record(folder)
    elsewhere = () if force else tuple(_owners_elsewhere(files, folder))
    wanted = [file for file in files if not (elsewhere and file.path == CODEOWNERS)]
    ours = {file.path: file for file in wanted if force or _is_ours(file, folder, record)}
    shared = {file.path: text for file in wanted if file.path not in ours and (text := _shared(file, folder))}
    leftovers = dict(_leftovers({file.path for file in files}, folder, record))
    artifacts = [
        *ours.values(),
        *(Artifact(path, text) for path, text in {**shared, **leftovers}.items() if text),
    ]
    removed = tuple(path for path, text in leftovers.items() if not text)
    written = {path: _digest(file.text.encode()) for path, file in ours.items()}
    return Installation(
        tuple(sorted(artifacts)),
        record_artifact(Record(tuple(specs), written)),
        removed,
        check(artifacts, folder, removed),
        tuple(file.path for file in wanted if file.path not in ours and file.path not in shared),
        elsewhere,
    )


def install(installation: Installation, folder: Path, disk: Disk | None = None) -> None:
    """Write all of it or nothing."""
    write((*installation.artifacts, installation.record), folder, disk, installation.removed)


def _is_ours(file: Artifact, folder: Path, record: Record) -> bool:
    """Whether nothing is lost by writing: what is there is ours, or says the same, or there is nothing."""
    found = read_place(folder, file.path)
    return found is None or found == file.text.encode() or _is_as_written(file.path, found, record.written)


def _is_as_written(path: str, found: bytes, written: Mapping[str, str]) -> bool:
    return written.get(path) == _digest(found)


def _shared(file: Artifact, folder: Path) -> str | None:
    """The text of a file that people write too; None where only a person could merge it."""
    theirs = _text(read_place(folder, file.path))
    return None if theirs is None else merged(file.path, theirs, file.text)


def _leftovers(paths: set[str], folder: Path, record: Record) -> Iterator[tuple[str, str]]:
    """What no spec needs any more, with what is left of it: nothing of a file that is still as it was written."""
    for path in {*record.written, CODEOWNERS} - paths:
        found = read_place(folder, path)
        text = _text(found)
        if found is not None and _is_as_written(path, found, record.written):
            yield path, ""
        elif text is not None and without_section(text) != ("", text):
            yield path, (merged(path, text, "") or "").lstrip("\n")


def _owners_elsewhere(files: Sequence[Artifact], folder: Path) -> Iterator[str]:
    """Owners that GitHub reads now, and would not once ``.github/`` has some."""
    if not any(file.path == CODEOWNERS for file in files) or (folder / CODEOWNERS).exists():
        return
    for place in _ELSEWHERE:
        path = folder.parent / place / CODEOWNERS
        if path.is_file():
            yield path.relative_to(folder.parent).as_posix()


def _text(found: bytes | None) -> str | None:
    try:
        return None if found is None else found.decode()
    except UnicodeDecodeError:
        return None


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
