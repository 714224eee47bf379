"""When Python looks for garbage: as seldom as suits a process that lives for one command.

https://docs.python.org/3/library/gc.html
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_ALLOCATIONS = 50_000
"""New objects, less those that are gone, before the next look; Python itself begins to look at some hundreds."""


def seldom() -> None:
    """For a process that makes much and throws little away, such as one that compiles specs."""
    gc.set_threshold(_ALLOCATIONS)


@contextmanager
def kept() -> Iterator[None]:
    """What is made here lives as long as the process, and is never looked through again.

    To do so takes a fifth of the time that loading cfn-lint takes, and copies all of it into each forked process.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def left_behind() -> None:
    """At the very end: what is left goes with the process, which else looks through all of it first."""
    gc.freeze()
