"""A text -> a file in the place of what is there, as a whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from generator.errors import OutsideError


def replace_file(path: Path, text: str, what: str, hint: str = "") -> None:
    """By a rename, so that the file is never half-written; what there was keeps its mode.

    The draft is new, and written through no link that somebody put there: its name is drawn.
    Raises OutsideError with ``what`` failed and ``hint``; then ``path`` is what it was.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.canaryform")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(text.encode())
        if path.exists():
            draft.chmod(path.stat().st_mode)
        os.replace(draft, path)
    except OSError as refusal:
        raise OutsideError.from_os(what, refusal, hint) from refusal
    finally:
        with suppress(OSError):
            draft.unlink()
