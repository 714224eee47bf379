"""The service's address -> samples of it, at a steady pace and a few at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic, sleep

from generator.app.verify.version import Reader
from generator.errors import OutsideError
from generator.live.endpoint import Answer

AT_ONCE = 8
"""Samples under way at the same time; when all of them are slow, the pace slows down too."""
NO_VERSION = "no version"
_REDIRECTS = range(300, 400)
_OK = range(200, 300)


@dataclass(frozen=True)
class Sample:
    """One answer, or why there was none. Times are in seconds."""

    at: float
    """When it was asked for, counted from the first."""
    took: float
    version: str = ""
    """As the service says it; ``no version`` when it says none."""
    error: str = ""


@dataclass(frozen=True)
class Pace:
    """How many samples a second, and for how many seconds."""

    rate: int
    seconds: int


@dataclass(frozen=True)
class Clock:
    """The time, in seconds from whenever, and how to wait."""

    now: Callable[[], float] = monotonic
    sleep: Callable[[float], None] = sleep


def samples(ask: Callable[[], Answer], reader: Reader, pace: Pace, clock: Clock) -> Generator[Sample, None, None]:
    """Samples in the order in which they are asked for, until the time is over or nobody wants more."""
    start = clock.now()

    def take() -> Sample:
        at = clock.now()
        version, error = _outcome(ask, reader)
        return Sample(at - start, clock.now() - at, version, error)

    pool = ThreadPoolExecutor(AT_ONCE, "sample")
    under_way: deque[Future[Sample]] = deque()
    try:
        due = start
        while due - start < pace.seconds:
            clock.sleep(max(0.0, due - clock.now()))
            under_way.append(pool.submit(take))
            while under_way and (under_way[0].done() or len(under_way) == AT_ONCE):
                yield under_way.popleft().result()
            due = max(due + 1 / pace.rate, clock.now())
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _outcome(ask: Callable[[], Answer], reader: Reader) -> tuple[str, str]:
    """A version or an error."""
    try:
        answer = ask()
    except OutsideError as refusal:
        return "", refusal.why
    if answer.status in _REDIRECTS:
        return "", f"HTTP {answer.status} to {answer.headers.get('location', 'nowhere')}"
    if answer.status not in _OK:
        return "", f"HTTP {answer.status}"
    return reader.read(answer) or NO_VERSION, ""
