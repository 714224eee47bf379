"""Lets one run at a time write to an output folder, and leaves no lock file behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import OutsideError

try:
    import fcntl
except ImportError:  # Windows has no flock; there, two runs at once are the user's to avoid.
    _HAS_LOCKS = False
else:
    _HAS_LOCKS = True

_PATIENCE = 10.0
"""Seconds to wait for another run; a commit takes milliseconds."""
_PAUSE = 0.02


@contextmanager
def locked(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the lock on an existing folder. The system lets go of it when the process ends, however it ends."""
    if not _HAS_LOCKS:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _wait_for(descriptor, folder, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, folder: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                hint = "wait until it has ended; if none runs, a stopped one still holds the lock"
                raise OutsideError(f"cannot write to {folder}", "another run is writing to it", hint) from None
            time.sleep(_PAUSE)
        except OSError:
            # Some network file systems know no locks: then we are as safe as any program on them.
            return
