"""How long a test waits for what must come. A limit for what hangs, and no measure of how fast the machine is."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable

SECONDS = 240
"""Less than pytest's own limit (setup.cfg), so that the test can say what it waited for."""


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Look again and again until ``is_so``."""
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end, f"waited for {what}"
        time.sleep(0.02)


def read_until(descriptor: int, is_enough: Callable[[str], bool]) -> str:
    """What comes out of a pipe or a terminal until it is enough, or until its end."""
    text, end = "", time.monotonic() + SECONDS
    while not is_enough(text):
        assert select.select([descriptor], [], [], max(0, end - time.monotonic()))[0], f"no more came after {text!r}"
        try:
            chunk = os.read(descriptor, 65536)
        except OSError:  # Linux says EIO where others say that a terminal is at its end.
            return text
        if not chunk:
            return text
        text += chunk.decode()
    return text


def read_all(descriptor: int) -> str:
    """What comes out of a pipe or a terminal until its end."""
    return read_until(descriptor, lambda text: False)
