"""Work is done after what it comes after, and what fails holds up no more than it must."""

from __future__ import annotations

from threading import Barrier, Event, Lock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.app.deploy.schedule import Pace, StopError, run


def _record(after: dict[str, list[str]], bad: frozenset[str] = frozenset()) -> tuple[list[str], tuple[str, ...]]:
    done: list[str] = []
    lock = Lock()

    def work(name: str) -> bool:
        with lock:
            done.append(name)
        return name not in bad

    return done, run(after, work, Event())


def _some(data: st.DataObject, names: list[str]) -> list[str]:
    return data.draw(st.lists(st.sampled_from(names), unique=True)) if names else []


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_every_name_comes_after_its_forerunners(data: st.DataObject) -> None:
    names = [str(number) for number in range(data.draw(st.integers(0, 8)))]
    after = {name: _some(data, names[:index]) for index, name in enumerate(names)}
    done, skipped = _record(after)
    assert sorted(done) == names
    assert skipped == ()
    assert all(done.index(before) < done.index(name) for name, some in after.items() for before in some)


def test_a_failure_holds_up_what_comes_after_it_and_nothing_else() -> None:
    done, skipped = _record({"a": [], "b": ["a"], "c": ["b"], "d": [], "e": ["d"]}, frozenset({"a"}))
    assert sorted(done) == ["a", "d", "e"]
    assert skipped == ("b", "c")


def test_what_is_not_asked_for_counts_as_done() -> None:
    assert _record({"b": ["a"]}) == (["b"], ())


def test_independent_work_is_done_at_the_same_time() -> None:
    meeting = Barrier(2, timeout=10)

    def work(name: str) -> bool:
        meeting.wait()  # Breaks when the other one has not begun.
        return True

    assert run({"a": [], "b": []}, work, Event()) == ()


def test_a_bug_stops_the_others_and_is_shown() -> None:
    stop = Event()

    def work(name: str) -> bool:
        if name == "bad":
            raise ZeroDivisionError
        pace = Pace(stop, 0.01, 0.01)
        while True:
            pace()

    with pytest.raises(ZeroDivisionError):
        run({"bad": [], "good": []}, work, stop)
    assert stop.is_set()


def test_a_stopped_run_ends_at_the_next_pause() -> None:
    stop = Event()
    stop.set()
    with pytest.raises(StopError):
        Pace(stop)()
