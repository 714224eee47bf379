"""Reads a spec file: its bytes from the disk, as text."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from generator.errors import OutsideError, SpecError
from generator.problems import Location, Problem
from generator.spec.encoding import CODE, MAX_BYTES, decode

_SUFFIXES = (".yaml", ".yml")
_REASONS = {errno.ENOENT: "there is no such file", errno.EISDIR: "it is a folder; name a file in it"}
"""What says more than the operating system does."""


def read(path: str) -> str:
    """The text of the spec at ``path``.

    Raises OutsideError for what the operating system refuses or what is no regular file, SpecError for what is in it.
    """
    try:
        named(path)
    except UnicodeError:
        refused = f"cannot read {path}", "its name is not UTF-8, and templates name their spec", "rename it"
        raise OutsideError(*refused) from None
    try:
        return decode(_bytes(path), path)
    except OSError as refusal:
        raise OutsideError(f"cannot read {path}", why(refusal), _near(path)) from refusal
    except ValueError as refusal:  # A NUL in the path: no file can be called that.
        raise OutsideError(f"cannot read {path!r}", str(refusal)) from refusal


def named(path: str) -> str:
    """A path as it is in UTF-8, which the files that are made of a spec name it by: the same in every locale.

    Raises UnicodeError for a name whose bytes are no UTF-8.
    """
    return os.fsencode(path).decode("utf-8")


def _bytes(path: str) -> bytes:
    # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        if status.st_size > MAX_BYTES:  # Refused here, before gigabytes are read.
            message = f"is {status.st_size:,} bytes long; a spec has at most {MAX_BYTES:,}"
            raise SpecError([Problem(Location(path), message, CODE)])
        return file.read(MAX_BYTES + 1)


def why(refusal: OSError) -> str:
    """What the operating system refused, in words."""
    return _REASONS.get(refusal.errno or 0) or refusal.strerror or str(refusal)


def _near(path: str) -> str:
    """What was probably meant: ``shop`` where there is ``specs/shop.yaml``."""
    name = Path(path).name
    likely = [Path(folder, name + suffix) for folder in (Path(path).parent, "specs") for suffix in ("", *_SUFFIXES)]
    found = [str(candidate) for candidate in likely if os.path.isfile(candidate)]
    return f"did you mean {found[0]}?" if found else ""
