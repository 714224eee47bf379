"""Keys -> plain data that outlives the process: a folder of small files, which may be shared, damaged or removed."""

from __future__ import annotations

import json
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

LIMIT = 512 * 1024 * 1024
"""Bytes. A spec of two environments takes some 150 KB."""
LONGEST = 64 * 1024 * 1024
"""Bytes of an entry; a longer one is none that a spec led to."""
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A link may lead to a device without an end, and opening a pipe waits for its other end."""
_ROOM = 0.8
"""How much of the limit is left after what was not used for longest has gone."""
_BLOCK = 4096
"""What a small file takes on most disks."""
_STALE = 3600
"""Seconds after which a half-written file is one that nobody will finish, and after which a use is noted anew."""
_TEMPORARY = ".new-"
_DIGEST = 64
_SHELF = re.compile(r"[0-9a-f]{2}")
_ENTRY = re.compile(r"[0-9a-f]{62}(\.new-[0-9]+)?")
"""What our files are called: the folder may hold somebody's own, which are none of our business."""


def key(*parts: str) -> str:
    """A name for what depends on all of ``parts``, and on nothing else."""
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


@dataclass(frozen=True)
class Size:
    """How much there is, in files and in bytes on the disk."""

    entries: int
    size: int


class Store:
    """A folder of entries. Nothing that happens to it is an error: what cannot be read is not there.

    Each entry is written under a name of its own and renamed, so that any number of processes may use the folder,
    and carries a digest, so that a damaged one is noticed.
    """

    def __init__(self, folder: Path, limit: int = LIMIT, clock: Callable[[], float] = time.time) -> None:
        self._folder, self._limit, self._clock = folder, limit, clock
        self._has_grown = False

    def get(self, key: str) -> Any:
        """What was put there; None when there is nothing, or nothing that can be trusted."""
        path = self._path(key)
        try:
            with open(os.open(path, _READING), "rb") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode) or status.st_size > LONGEST:
                    return None
                written, data = status.st_mtime, file.read(LONGEST)
        except OSError:
            return None
        if data[:_DIGEST] != _digest(key, data[_DIGEST:]):
            return None
        try:
            value = json.loads(data[_DIGEST:])
        except (ValueError, RecursionError):
            return None
        if self._clock() - written > _STALE:
            with suppress(OSError):
                os.utime(path)
        return value

    def put(self, key: str, value: Any) -> None:
        """Keep ``value``, which is plain data; a disk that is full or read-only keeps nothing."""
        body = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
        path = self._path(key)
        temporary = f"{path}{_TEMPORARY}{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(temporary, "wb") as file:
                file.write(_digest(key, body) + body)
            os.replace(temporary, path)
        except OSError:
            with suppress(OSError):
                os.unlink(temporary)
        else:
            self._has_grown = True

    def trim(self) -> None:
        """Where entries were added: keep to the limit, by removing what was not used for longest."""
        if not self._has_grown:
            return
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        allowed = self._limit * _ROOM if total > self._limit else total
        for used, size, path in entries:
            is_abandoned = _TEMPORARY in path and self._clock() - used > _STALE
            if total > allowed or is_abandoned:
                with suppress(OSError):
                    os.unlink(path)
                    total -= size

    def size(self) -> Size:
        """What is there."""
        entries = list(self._entries())
        return Size(len(entries), sum(size for _, size, _ in entries))

    def clear(self) -> Size:
        """Remove all that is ours; what was there. Raises OSError where something cannot be removed."""
        entries = list(self._entries())
        for _, _, path in entries:
            with suppress(FileNotFoundError):
                os.unlink(path)
        for folder in self._shelves():
            with suppress(OSError):  # Another process has just put something there.
                os.rmdir(folder)
        return Size(len(entries), sum(size for _, size, _ in entries))

    def _path(self, key: str) -> str:
        return f"{self._folder}/{key[:2]}/{key[2:]}"

    def _entries(self) -> Iterator[tuple[float, int, str]]:
        """When each file was last used, its size, its path."""
        for shelf in self._shelves():
            with suppress(OSError), os.scandir(shelf) as files:
                for file in files:
                    if not _ENTRY.fullmatch(file.name):
                        continue
                    with suppress(OSError):
                        status = file.stat(follow_symlinks=False)
                        yield status.st_mtime, -(-status.st_size // _BLOCK) * _BLOCK, file.path

    def _shelves(self) -> Iterator[str]:
        with suppress(OSError), os.scandir(self._folder) as folders:
            for folder in folders:
                if _SHELF.fullmatch(folder.name) and folder.is_dir(follow_symlinks=False):
                    yield folder.path


def _digest(key: str, body: bytes) -> bytes:
    """Of the key too: an entry under another's name is none."""
    return sha256(key.encode() + body).hexdigest().encode()
