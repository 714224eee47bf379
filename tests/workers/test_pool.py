"""Worker processes: how many there are, what they say, and how they end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from generator.app.workers.pool import Pool, cores, ready
from generator.errors import OutsideError
from tests.cli.command import REPOSITORY, surroundings
from tests.patience import SECONDS, read_until, wait_until

_Task = TypeVar("_Task")
_Answer = TypeVar("_Answer")


def _square(number: int) -> tuple[int, int]:
    return os.getpid(), number * number


def _fail(number: int) -> int:
    raise ValueError(f"not {number}")


def _die(number: int) -> int:
    if number < 0:
        os.kill(os.getpid(), -number)
    os._exit(number)


def _wait(seconds: float) -> None:
    time.sleep(seconds)


def test_answers_belong_to_their_tasks_and_idle_workers_work_again() -> None:
    answers = {}
    with Pool(_square) as pool:
        for numbers in ((1, 2), (3, 4), (5,)):
            for number in numbers:
                pool.start(number)
            while pool.busy:
                for owner, line in ready([pool]):
                    task, answer = owner.collect(line)
                    answers[task] = answer
    assert {task: square for task, (_, square) in answers.items()} == {1: 1, 2: 4, 3: 9, 4: 16, 5: 25}
    assert len({process for process, _ in answers.values()}) == 2
    assert multiprocessing.active_children() == []


def test_two_pools_may_be_waited_on_together() -> None:
    with Pool(_square) as first, Pool(_square) as second:
        first.start(2)
        second.start(3)
        answers = {}
        while first.busy or second.busy:
            for pool, line in ready([first, second]):
                task, answer = pool.collect(line)
                answers[pool, task] = answer[1]
        assert answers == {(first, 2): 4, (second, 3): 9}


def test_workers_end_by_themselves_in_whatever_order_they_were_started() -> None:
    with Pool(_square) as first, Pool(_square) as second:
        for pool in (first, second, first, second):  # Each has the ends of the lines to those before it.
            pool.start(2)
        workers = multiprocessing.active_children()
        while first.busy or second.busy:
            for pool, line in ready([first, second]):
                pool.collect(line)
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]


def _do(work: Callable[[_Task], _Answer], *tasks: _Task) -> list[_Answer]:
    """One after the other."""
    answers = []
    with Pool(work) as pool:
        for task in tasks:
            pool.start(task)
            answers += [pool.collect(line)[1] for _, line in ready([pool])]
    return answers


def _interrupted() -> None:
    with Pool(_wait) as pool:
        pool.start(60)
        assert list(ready([pool], must_wait=False)) == []
        raise KeyboardInterrupt


def test_leaving_early_ends_what_is_at_work() -> None:
    with pytest.raises(KeyboardInterrupt):
        _interrupted()
    assert multiprocessing.active_children() == []


def test_a_mistake_of_ours_is_a_traceback_with_its_place() -> None:
    with pytest.raises(RuntimeError, match=r"(?s)_fail.*ValueError: not 7"):
        _do(_fail, 7)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("number", "why"),
    [(-signal.SIGKILL, "was ended by signal 9"), (-signal.SIGTERM, "was ended by signal 15"), (5, "exit code 5")],
)
def test_a_worker_that_dies_is_reported_and_not_waited_for(number: int, why: str) -> None:
    with pytest.raises(OutsideError, match=why):
        _do(_die, number)
    assert multiprocessing.active_children() == []


def test_a_worker_that_died_while_idle_is_reported() -> None:
    with pytest.raises(OutsideError, match="signal 9"):
        _do_with_a_killed_worker()


def _do_with_a_killed_worker() -> None:
    with Pool(_square) as pool:
        pool.start(1)
        [(process, _)] = [pool.collect(line)[1] for _, line in ready([pool])]
        os.kill(process, signal.SIGKILL)
        multiprocessing.active_children()[0].join()
        pool.start(2)
        for _, line in ready([pool]):
            pool.collect(line)


def test_there_is_a_core() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


_SCRIPT = """
import os, sys, time
from generator.app.workers.pool import Pool
from tests.workers.test_pool import _wait
with Pool(_wait) as one, Pool(_wait) as two:
    one.start(0.5)
    two.start(0.5)
    two.start(0.5)
    import multiprocessing
    print(*[process.pid for process in multiprocessing.active_children()], flush=True)
    time.sleep(240)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_do_not_outlive_the_process_that_started_them(number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _SCRIPT], cwd=REPOSITORY, env=surroundings(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    workers = read_until(process.stdout.fileno(), lambda text: "\n" in text).split()
    assert len(workers) == 3
    process.send_signal(number)
    process.wait(SECONDS)
    process.stdout.close()
    wait_until(lambda: not any(_is_alive(worker) for worker in workers), "the end of the workers")


def _is_alive(process: str) -> bool:
    try:
        return ") Z " not in Path("/proc", process, "stat").read_text()
    except OSError:
        return False
