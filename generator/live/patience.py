"""A call of AWS -> its answer, or an end in a stated time; meanwhile a person is told what is waited for.

A timeout of a socket is that of each packet: what trickles would never end. So each call is made by a thread of its
own, which is left alone when its time is over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

from generator.errors import OutsideError
from generator.live.answer import NETWORK, api_name

T = TypeVar("T")
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Patience:
    """All in seconds."""

    note: float = 5
    """After which it is said what is waited for."""
    call: float = 120
    """For one call with all its attempts."""
    silence: float = 15
    """For one call while another operation has not been answered: a command makes many, one after the other."""


class _LateError(Exception):
    """No answer came in time."""


def hush(text: str) -> None:
    """Nobody is told."""


class Waiting:
    """Makes calls and ends them in time. Threads may share it."""

    def __init__(self, tell: Tell = hush, patience: Patience | None = None) -> None:
        self._tell, self._patience = tell, patience or Patience()
        self._lock, self._unanswered = Lock(), set[str]()

    def answer(self, operation: str, ask: Callable[[], T]) -> T:
        """What ``ask`` gives or raises. Raises OutsideError when its time is over."""
        with self._lock:
            seconds = self._patience.silence if self._unanswered else self._patience.call
        try:
            given = self._in_time(operation, ask, seconds)
        except _LateError:
            with self._lock:
                self._unanswered.add(operation)
            what = f"{api_name(operation)} was not answered"
            raise OutsideError(what, f"no whole answer came within {seconds:g} s", NETWORK) from None
        with self._lock:
            self._unanswered.discard(operation)
        return given

    def _in_time(self, operation: str, ask: Callable[[], T], seconds: float) -> T:
        given: SimpleQueue[tuple[T] | BaseException] = SimpleQueue()

        def work() -> None:
            try:
                given.put((ask(),))
            except BaseException as refusal:  # Raised again below, where somebody waits for it.
                given.put(refusal)

        # A thread that is left alone must not keep the process from its end.
        Thread(target=work, name=operation, daemon=True).start()
        patience = min(self._patience.note, seconds)
        try:
            outcome = given.get(timeout=patience)
        except Empty:
            left = seconds - patience
            self._tell(f"waiting for AWS: no answer to {api_name(operation)} yet; giving up in {left:g} s")
            outcome = _last(given, left)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome[0]


def _last(given: SimpleQueue[tuple[T] | BaseException], seconds: float) -> tuple[T] | BaseException:
    try:
        return given.get(timeout=seconds)
    except Empty:
        raise _LateError from None
