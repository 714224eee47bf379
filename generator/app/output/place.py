"""Looks at one place below the output folder, without following a link and without trusting its path."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from generator.errors import OutsideError

_LINK_HINT = "remove the link: nothing is written through one"


def is_safe(path: str) -> bool:
    """Whether a path, however it came here, stays below the folder that it is relative to.

    Plain printable ASCII only: what canaryform writes is, and a NUL or a lone surrogate would raise further down.
    """
    parts = path.split("/")
    is_plain = path.isascii() and path.isprintable() and "\\" not in path
    return is_plain and not any(part in {"", ".", ".."} for part in parts)


def read_place(root: Path, path: str) -> bytes | None:
    """The bytes of the file at ``path`` below ``root``; None when there is none.

    Raises OutsideError when something that is no regular file, or no folder, is in the way: canaryform neither writes
    through a link, which may lead out of the folder, nor replaces what it cannot put back.
    """
    current, parts = root, PurePosixPath(path).parts
    try:
        for number, part in enumerate(parts, start=1):
            current /= part
            mode = current.lstat().st_mode
            if obstacle := _obstacle(mode, is_last=number == len(parts)):
                what = "it" if number == len(parts) else current
                raise OutsideError(f"cannot write {root / path}", f"{what} {obstacle}", _hint(mode))
        return _read(current)
    except FileNotFoundError:
        return None
    except OSError as refusal:
        raise OutsideError.from_os(f"cannot read {current}", refusal) from refusal


def _read(path: Path) -> bytes:
    # O_NOFOLLOW and O_NONBLOCK: what was a file a moment ago may have become a link or a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(path, flags), "rb") as file:
        return file.read()


def _obstacle(mode: int, *, is_last: bool) -> str:
    if stat.S_ISLNK(mode):
        return "is a symbolic link"
    if is_last and stat.S_ISDIR(mode):
        return "is a folder"
    if is_last and not stat.S_ISREG(mode):
        return "is not a regular file"
    if not is_last and not stat.S_ISDIR(mode):
        return "is not a folder"
    return ""


def _hint(mode: int) -> str:
    return _LINK_HINT if stat.S_ISLNK(mode) else "move it away"
