"""The staging folder: new files wait there, old ones are kept there, and so every commit can be taken back.

What has been done is never noted in memory but read off the disk: a file that is no longer staged has been put in its
place. So there is no moment at which an exception, a signal or a kill finds the notes and the files at odds, and the
next run takes back a killed run's half-done commit by the very code that undoes one after an error.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from generator.app.output.changes import Change, folders_of
from generator.app.output.disk import Disk
from generator.app.output.manifest import earlier_files, listed
from generator.app.output.place import is_safe, read_place
from generator.naming.path import checksums_path, manifest_path

STAGING = ".canaryform-staging-"
"""How the name of every staging folder begins."""
_JOURNAL = "journal.json"
_IGNORE = ".gitignore"
"""With a star in it, git never offers what a killed run leaves: https://git-scm.com/docs/gitignore."""


@dataclass(frozen=True)
class Stage:
    """A staging folder ``folder`` directly below the output folder ``root``, hence on the same file system.

    The n-th file of the journal has its new content in ``n.new`` and its old one in ``n.old``. The journal is there
    from the first to the last step of the commit: while it is there, the commit is to be taken back.
    """

    root: Path
    folder: Path
    disk: Disk

    @classmethod
    def below(cls, root: Path, disk: Disk) -> Self:
        """A folder with a name that nobody else has; it is made when it is filled."""
        return cls(root, root / f"{STAGING}{os.urandom(6).hex()}", disk)

    @classmethod
    def left_behind(cls, root: Path, disk: Disk) -> Iterator[Self]:
        """The staging folders of runs that were killed. The run that asks holds the lock, so none of them is alive."""
        for folder in sorted(root.glob(f"{STAGING}*")):
            if folder.is_dir() and not folder.is_symlink():
                yield cls(root, folder, disk)

    def fill(self, changes: Sequence[Change]) -> None:
        """Write all that the commit needs; a full disk shows up here, where nothing has been touched yet."""
        self.disk.make_folder(self.folder)
        self.disk.put(self.folder / _IGNORE, b"*\n")
        for number, change in enumerate(changes):
            place = self.root / change.path
            new = change.new
            if new is not None:
                self.disk.put(self._new(number), new)
            if change.is_there:
                self.disk.back_up(place, self._old(number))
            if new is not None and change.is_there:
                self.disk.copy_mode(place, self._new(number))
        files = [[change.path, change.is_there] for change in changes]
        journal = {"files": files, "folders": list(self._missing_folders(changes))}
        self.disk.put(self._journal, json.dumps(journal).encode())

    def commit(self, changes: Sequence[Change]) -> None:
        """Put every file in its place, each in one step. It is done once the journal is gone."""
        for folder in list(self._missing_folders(changes)):
            self.disk.make_folder(self.root / folder)
        for number, change in enumerate(changes):
            place = self.root / change.path
            if change.artifact is None:
                self.disk.remove(place)
            else:
                self.disk.move(self._new(number), place)
        self.disk.remove(self._journal)

    def close(self) -> None:
        """Take back a commit that has begun and not ended, then remove the staging folder."""
        files, folders = self._read_journal()
        ours = self._digests(files)
        for number, (path, existed) in enumerate(files):
            if not self._new(number).exists():
                self._take_back(number, path, ours.get(path, frozenset()), existed=existed)
        needed = {folder for path, _ in files if path in ours for folder in folders_of(path)}
        for folder in reversed(folders):
            place = self.root / folder
            if folder in needed and place.is_dir() and not any(place.iterdir()):
                self.disk.remove_folder(place)
        # The journal goes first: without it, what is left of the folder means nothing any more.
        if self._journal.exists():
            self.disk.remove(self._journal)
        if self.folder.exists():
            self.disk.remove_tree(self.folder)

    @property
    def is_committed(self) -> bool:
        """Whether a commit that has begun has come to its end."""
        return not self._journal.exists()

    def _take_back(self, number: int, path: str, digests: frozenset[str], *, existed: bool) -> None:
        """Undo one step that may have been done, or have been undone already.

        ``digests`` are those that a manifest gives the file. With another content, it is one that people wrote.
        """
        place, old = self.root / path, self._old(number)
        found = read_place(self.root, path)
        if found is None and not digests:
            return
        if found is not None and sha256(found).hexdigest() not in digests:
            return
        if not existed and found is not None:
            self.disk.remove(place)
        elif existed and old.is_file() and not old.is_symlink() and place.parent.is_dir():
            # To a file that was to be removed and still is there, this does nothing: both names are one file.
            self.disk.move(old, place)

    def _digests(self, files: Sequence[tuple[str, bool]]) -> dict[str, frozenset[str]]:
        """Each file that a manifest lists, old or new, in its place or staged, and the digests that it has there.

        A journal may have come with a repository, so it decides nothing beyond that. The manifest and the checksums,
        which no manifest lists, count with the content that is staged for them or was there before.
        """
        found: dict[str, set[str]] = {}
        for folder in {path.split("/", 1)[0] for path, _ in files}:
            own = (manifest_path(folder), checksums_path(folder))
            for number, (path, _) in enumerate(files):
                if path in own:
                    for content in self._versions(number, path):
                        found.setdefault(path, set()).add(sha256(content).hexdigest())
                if path == own[0]:
                    for content in self._versions(number, path):
                        _add(found, listed(content, folder))
            _add(found, earlier_files(self.root, folder))
        return {path: frozenset(digests) for path, digests in found.items()}

    def _versions(self, number: int, path: str) -> Iterator[bytes]:
        """What a file of the journal is, is to be, and was."""
        staged = (f"{self.folder.name}/{name.name}" for name in (self._new(number), self._old(number)))
        for place in (path, *staged):
            content = read_place(self.root, place)
            if content is not None:
                yield content

    def _missing_folders(self, changes: Sequence[Change]) -> Iterator[str]:
        """The folders that the new files need, outermost first."""
        needed = dict.fromkeys(folder for change in changes if change.artifact for folder in folders_of(change.path))
        return (folder for folder in needed if not (self.root / folder).is_dir())

    def _read_journal(self) -> tuple[list[tuple[str, bool]], list[str]]:
        """The journal; empty when the commit has not begun, of which half a journal is a sign too.

        It may have come with somebody's repository, so nothing in it is believed that leads out of the folder.
        """
        data = read_place(self.root, f"{self.folder.name}/{_JOURNAL}")
        if data is None:
            return [], []
        try:
            journal = json.loads(data)
            files = [(str(path), bool(existed)) for path, existed in journal["files"]]
            folders = [str(folder) for folder in journal["folders"]]
        except (ValueError, TypeError, KeyError, RecursionError):
            return [], []
        if not all(is_safe(path) for path in [*folders, *(path for path, _ in files)]):
            return [], []
        return files, folders

    @property
    def _journal(self) -> Path:
        return self.folder / _JOURNAL

    def _new(self, number: int) -> Path:
        return self.folder / f"{number}.new"

    def _old(self, number: int) -> Path:
        return self.folder / f"{number}.old"


def _add(found: dict[str, set[str]], files: Mapping[str, str]) -> None:
    for path, digest in files.items():
        found.setdefault(path, set()).add(digest)
