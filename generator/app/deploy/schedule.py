"""Work on things that come after one another -> done in that order, what is independent at the same time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Event

MOST = 8
"""Stacks at a time: CloudFormation's own limits on calls are for an account, not for one of us."""


class StopError(Exception):
    """Somebody asked the run to end; raised in its threads, at the next pause."""


class Pace:
    """Waits between two looks at something, a little longer each time; ends the thread when the run is stopped."""

    def __init__(self, stop: Event, first: float = 0.2, longest: float = 4.0) -> None:
        self._stop, self._seconds, self._longest = stop, first, longest

    def __call__(self) -> None:
        """Wait. Raises StopError."""
        if self._stop.wait(self._seconds):
            raise StopError
        self._seconds = min(self._seconds * 1.5, self._longest)


def run(after: Mapping[str, Collection[str]], work: Callable[[str], bool], stop: Event) -> tuple[str, ...]:
    """Do ``work`` for every name, once all that it comes ``after`` went well; the names that were not begun.

    ``work`` says whether it went well. A name that is not a key counts as done. What raises in ``work`` raises here,
    after ``stop`` was set and all threads have ended.
    """
    left = {name: {each for each in names if each in after} for name, names in after.items()}
    running: dict[Future[bool], str] = {}
    with ThreadPoolExecutor(MOST) as pool:
        try:
            while True:
                for name in [name for name, names in left.items() if not names]:
                    del left[name]
                    running[pool.submit(work, name)] = name
                if not running:
                    return tuple(left)
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    name = running.pop(future)
                    if future.result():
                        for names in left.values():
                            names.discard(name)
        except BaseException:
            stop.set()
            raise
