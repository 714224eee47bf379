"""Ctrl-C in the middle of a destructor still ends what goes on."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator

import pytest

from generator.app.output.interrupt import uninterruptible
from generator.cli.terminal.lost_interrupt import heed


class _Interrupted:
    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


@pytest.fixture(autouse=True)
def _as_in_a_process_of_its_own() -> Iterator[None]:
    hook, handler, alarm = sys.unraisablehook, signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGALRM)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    heed()
    yield
    sys.unraisablehook = hook
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGINT, handler)
    signal.signal(signal.SIGALRM, alarm)


def test_it_comes_again() -> None:
    with pytest.raises(KeyboardInterrupt):
        _lose_one()


def test_not_where_it_would_leave_something_half_done_and_after_that() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        _lose_one_in_the_middle(done)
    assert done == ["all of it"]


def _lose_one_in_the_middle(done: list[str]) -> None:
    with uninterruptible():
        signal.signal(signal.SIGINT, signal.default_int_handler)  # As it was when the signal came.
        del _made().thing
        time.sleep(0.1)
        done.append("all of it")
    time.sleep(20)


def _lose_one() -> None:
    del _made().thing
    time.sleep(20)


class _Holder:
    def __init__(self) -> None:
        self.thing = _Interrupted()


def _made() -> _Holder:
    return _Holder()
