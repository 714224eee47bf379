"""How samples are taken: their pace, their end, and what counts as an error."""

import threading
from collections.abc import Callable
from itertools import count, islice

import pytest

from generator.app.verify.sample import AT_ONCE, NO_VERSION, Clock, Pace, Sample, samples
from generator.app.verify.version import Reader
from generator.errors import OutsideError
from generator.live.endpoint import Answer


class _Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep)

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def _taken(ask: Callable[[], Answer], pace: Pace) -> list[Sample]:
    return list(samples(ask, Reader(), pace, _Time().clock))


def _answer(text: str = "Version: 1.2.3", status: int = 200, **headers: str) -> Callable[[], Answer]:
    return lambda: Answer(status, headers, text.encode())


def test_as_many_as_the_pace_says() -> None:
    assert len(_taken(_answer(), Pace(rate=4, seconds=5))) == 20
    assert len(_taken(_answer(), Pace(rate=1, seconds=1))) == 1


def test_a_slow_answer_does_not_hold_up_the_next_ones() -> None:
    asked, all_asked = count(1), threading.Event()

    def ask() -> Answer:
        if next(asked) == AT_ONCE:
            all_asked.set()
        assert all_asked.wait(timeout=20)
        return Answer(200)

    assert len(_taken(ask, Pace(AT_ONCE, 1))) == AT_ONCE


def test_who_wants_no_more_gets_no_more() -> None:
    asked = count()

    def ask() -> Answer:
        next(asked)
        return Answer(200)

    stream = samples(ask, Reader(), Pace(20, 1000), _Time().clock)
    assert len(list(islice(stream, 3))) == 3
    stream.close()
    assert next(asked) <= 3 + AT_ONCE


def test_an_answer_without_a_version() -> None:
    (sample,) = _taken(_answer("Waiting for the first release"), Pace(1, 1))
    assert (sample.version, sample.error) == (NO_VERSION, "")


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (_answer(status=503), "HTTP 503"),
        (_answer(status=301, location="https://shop.example.com/"), "HTTP 301 to https://shop.example.com/"),
        (_answer(status=304), "HTTP 304 to nowhere"),
    ],
)
def test_a_status_that_is_no_success(ask: Callable[[], Answer], error: str) -> None:
    (sample,) = _taken(ask, Pace(1, 1))
    assert (sample.version, sample.error) == ("", error)


def test_no_answer_at_all() -> None:
    def ask() -> Answer:
        raise OutsideError("cannot ask http://x/", "connection refused")

    (sample,) = _taken(ask, Pace(1, 1))
    assert sample.error == "connection refused"


def test_whoever_wants_no_more_does_not_wait_for_an_answer_that_does_not_come() -> None:
    asked, another_asks, let_go, closed = count(), threading.Event(), threading.Event(), threading.Event()

    def ask() -> Answer:
        # The first answers once another has been asked for, which does not answer.
        if next(asked) == 0:
            assert another_asks.wait(timeout=60)
        else:
            another_asks.set()
            let_go.wait(timeout=60)
        return Answer(200)

    taken = samples(ask, Reader(), Pace(rate=1, seconds=60), _Time().clock)
    next(taken)

    def close() -> None:
        taken.close()
        closed.set()

    thread = threading.Thread(target=close, daemon=True)
    thread.start()
    try:
        assert closed.wait(timeout=30), "it waits for the answer"
    finally:
        let_go.set()
        thread.join(timeout=60)
