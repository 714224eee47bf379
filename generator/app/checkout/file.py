"""A file of the repository -> its text, without waiting for what is no file."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_text(path: Path, errors: str = "strict") -> str:
    """The text of a file, of any line ends; ``errors`` as ``open`` takes it for bytes that are not UTF-8.

    Raises OSError, for what is no file too, and UnicodeDecodeError.
    """
    # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, encoding="utf-8", errors=errors) as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        return file.read()
