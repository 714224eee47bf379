"""Turns the signals that ask a program to end into one KeyboardInterrupt, so that what has begun is taken back."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_Handler = Callable[[int, FrameType | None], object] | int | None
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_deaf = threading.Event()
"""Set while an interruption has to wait."""


@contextmanager
def interruptible_once() -> Iterator[None]:
    """Raise at the first signal and be deaf to the next: a second Ctrl-C must not stop the undoing.

    A signal that the process was started to ignore (``nohup``) stays ignored. Only the main thread may do this;
    elsewhere nothing changes.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = _listening()
    try:
        for number in before:
            signal.signal(number, stop)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def uninterruptible() -> Iterator[None]:
    """Be deaf for the few milliseconds in which a half-done change would be worse than a late answer."""
    before = _listening()
    try:
        _deaf.set()
        for number in before:
            signal.signal(number, signal.SIG_IGN)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _deaf.clear()


def is_deaf() -> bool:
    """Whether an interruption would come in the middle of what must not be half done."""
    return _deaf.is_set()


def _listening() -> dict[int, _Handler]:
    """The handlers that this thread may change and that do not ignore their signal."""
    if threading.current_thread() is not threading.main_thread():
        return {}
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    handlers = {number: signal.getsignal(number) for number in numbers}
    return {number: handler for number, handler in handlers.items() if handler not in {signal.SIG_IGN, None}}
