"""A text -> one file that a person named, as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

from generator.errors import OutsideError
from generator.whole_file import replace_file


def write_file(path: Path, text: str) -> None:
    """Put ``text`` in the place of what is at ``path``; folders on the way are made.

    Raises OutsideError; then ``path`` is what it was.
    """
    what = f"cannot write {path}"
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise OutsideError(what, "it is no regular file", "move it away, or name another one with -o")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as refusal:
        raise OutsideError.from_os(what, refusal) from refusal
    replace_file(path, text, what)
