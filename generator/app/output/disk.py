"""The changes that writing makes to a disk, as one object, so that a test can make each of them fail."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


class Disk:
    """Every operation either happens as a whole or raises ``OSError``."""

    def make_folder(self, path: Path) -> None:
        """Make one folder; its parent exists and it does not."""
        path.mkdir()

    def put(self, path: Path, data: bytes) -> None:
        """Write a file that does not exist yet.

        Without fsync: a file system without the room says so on write or close, what is written can be generated
        again, and a sync for each file would cost more time than all the rest.
        """
        with path.open("xb") as file:
            file.write(data)

    def copy_mode(self, source: Path, target: Path) -> None:
        """Give ``target`` the permissions of ``source``."""
        shutil.copymode(source, target)

    def back_up(self, source: Path, target: Path) -> None:
        """Keep what ``source`` is now at ``target``: the same file where the file system can link, else a copy."""
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:
            shutil.copy2(source, target, follow_symlinks=False)

    def move(self, source: Path, target: Path) -> None:
        """Put ``source`` in the place of ``target`` in one step; a reader sees the old file or the new one."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def remove_tree(self, path: Path) -> None:
        """Remove a folder and all that is in it; links in it are removed, not followed."""
        shutil.rmtree(path)
