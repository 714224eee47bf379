"""An interruption that arrives inside of a destructor, where Python drops it -> the same again, a moment later.

Python raises KeyboardInterrupt wherever it is, and what is raised in ``__del__`` or a callback of a weak reference goes
to ``sys.unraisablehook`` and no further: https://docs.python.org/3/library/signal.html#note-on-signal-handlers-and-exceptions
"""

from __future__ import annotations

import signal
import sys
from types import FrameType

from generator.app.output.interrupt import is_deaf

_MOMENT = 0.02
"""Seconds."""


def heed() -> None:
    """From now on no interruption is lost, where there are timers."""
    if hasattr(signal, "setitimer"):
        sys.unraisablehook = _hook


def _hook(lost: sys.UnraisableHookArgs, /) -> None:
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    signal.signal(signal.SIGALRM, _again)
    signal.setitimer(signal.ITIMER_REAL, _MOMENT)


def _again(number: int, frame: FrameType | None) -> None:
    if is_deaf():
        signal.setitimer(signal.ITIMER_REAL, _MOMENT)
        return
    raise KeyboardInterrupt
