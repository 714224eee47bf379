"""A command with a terminal of its own -> its exit code; what is typed is its business, Ctrl-C included."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from generator.errors import OutsideError


def run(command: Sequence[str]) -> int:
    """Wait for its end; 128 and the signal's number where a signal ended it, as a shell counts."""
    try:
        with _leaving_interrupts():
            code = subprocess.call(command)
    except OSError as refusal:
        raise OutsideError.from_os(f"cannot run {command[0]}", refusal) from refusal
    return code if code >= 0 else 128 - code


@contextmanager
def _leaving_interrupts() -> Iterator[None]:
    """Ctrl-C goes to both processes. A handler, unlike SIG_IGN, is not passed on to the one that is started.

    https://docs.python.org/3/library/signal.html#execution-of-python-signal-handlers
    """
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
