"""Work that takes long -> worker processes, forked from one that has loaded what the work takes.

Without threads, since a process with threads must not fork (https://docs.python.org/3/library/os.html#os.fork), and
concurrent.futures starts one: so a pool can begin while another is at work, when more has been loaded.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, NamedTuple, Self, TypeVar, cast

from generator.errors import OutsideError

_Task = TypeVar("_Task")
_Answer = TypeVar("_Answer")
_PATIENCE = 5.0
"""Seconds for a worker to end by itself, or by a signal, before it is killed."""
_OUR_ENDS: set[Connection] = set()
"""Of the lines to all workers of this process. A forked worker has them too, and must let go of them: while any process
holds our end of a line, whoever is at the other one waits for more."""


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork(platform: str = sys.platform) -> bool:
    """Whether a process may be forked; on a Mac the system's own libraries start threads."""
    return platform == "linux"


def _context() -> ForkContext | SpawnContext:
    return multiprocessing.get_context("fork") if can_fork() else multiprocessing.get_context("spawn")


class _Worker(NamedTuple):
    process: BaseProcess
    line: Connection


class Pool(Generic[_Task, _Answer]):
    """Workers that do ``work``, a function of a module; each task and each answer is a plain value.

    A worker is started when there is a task and none is idle, so there are never more than the work needs. Leaving
    the pool ends all of them, at once when it is left by an exception.
    """

    def __init__(self, work: Callable[[_Task], _Answer]) -> None:
        self._work = work
        self._context = _context()
        self._hired: list[_Worker] = []
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, _Task]] = {}

    @property
    def busy(self) -> int:
        """How many workers are at work."""
        return len(self._busy)

    @property
    def lines(self) -> Iterable[Connection]:
        """What the answers come through, for waiting on."""
        return self._busy.keys()

    def start(self, task: _Task) -> None:
        """Give a task to an idle worker, or to a new one."""
        worker = self._idle.pop() if self._idle else self._hire()
        self._busy[worker.line] = worker, task
        try:
            worker.line.send(task)
        except OSError:
            self._lost(worker)

    def collect(self, line: Connection) -> tuple[_Task, _Answer]:
        """The task and the answer that has come through ``line``.

        Raises OutsideError when the worker has died.
        """
        worker, task = self._busy.pop(line)
        try:
            is_answer, value = line.recv()
        except (EOFError, OSError):
            self._lost(worker)
        if not is_answer:
            raise RuntimeError(f"a worker process failed:\n{value}")
        self._idle.append(worker)
        return task, value

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        for worker in self._hired:
            _OUR_ENDS.discard(worker.line)
            worker.line.close()
            if kind is not None:
                worker.process.terminate()
        for worker in self._hired:
            worker.process.join(_PATIENCE)
            if worker.process.exitcode is None:
                worker.process.kill()
                worker.process.join()

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        _OUR_ENDS.add(ours)
        process = self._context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        try:
            with _uninterrupted():
                process.start()
        except OSError as refusal:
            _OUR_ENDS.discard(ours)
            ours.close()
            raise OutsideError.from_os("cannot start a worker process", refusal) from refusal
        finally:
            theirs.close()
        worker = _Worker(process, ours)
        self._hired.append(worker)
        return worker

    def _lost(self, worker: _Worker) -> Any:
        worker.process.join(_PATIENCE)
        code = worker.process.exitcode
        why = f"was ended by signal {-code}" if code is not None and code < 0 else f"ended by itself (exit code {code})"
        hint = "is there too little memory? each takes up to 200 MB; run it again, what was done is in the cache"
        raise OutsideError("cannot judge the templates", f"a worker process {why}", hint)


def ready(pools: Iterable[Pool[Any, Any]], *, must_wait: bool = True) -> Iterator[tuple[Pool[Any, Any], Connection]]:
    """Which workers of which pool have something to say; ``must_wait`` until one has, if any is at work."""
    owners = {line: pool for pool in pools for line in pool.lines}
    for line in wait(list(owners), None if must_wait else 0):
        yield owners[cast(Connection, line)], cast(Connection, line)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """A process that begins with Ctrl-C held back can choose to be deaf to it before it hears any."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(line: Connection, work: Callable[[Any], Any]) -> None:
    """What a worker does until nobody is at the other end any more."""
    for end in _OUR_ENDS:
        end.close()
    # Ctrl-C goes to all processes of a terminal: the first one decides what ends, and how.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    while True:
        try:
            task = line.recv()
        except (EOFError, OSError):
            return
        try:
            answer = True, work(task)
        except Exception:
            answer = False, traceback.format_exc()
        try:
            line.send(answer)
        except OSError:
            return
