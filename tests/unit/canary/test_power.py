"""What a release's alarms catch: known numbers, closed forms, and that more is never less."""

from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.canary.alarm import Alarm, Source
from generator.canary.answers import Failure, Kind, Load
from generator.canary.bound import count_test
from generator.canary.course import Course, Strategy
from generator.canary.power import DELAYS, Power
from tests.property.examples import examples
from tests.unit.canary.examples import CANARY, USUAL, latency_alarm, rate_alarm


def power(course: Course = CANARY, load: Load = USUAL, *alarms: Alarm) -> Power:
    return Power(course, (alarms or (rate_alarm(),),), load)


def caught(percent: float, course: Course = CANARY, load: Load = USUAL, *alarms: Alarm, delay: int = 2) -> float:
    return power(course, load, *alarms).caught(Failure(Kind.ERROR, percent)).in_canary(delay)


@pytest.mark.parametrize(
    ("requests", "percents"), [(1, [3.5, 16.7, 42.7, 78.2]), (5, [4.0, 40.7, 89.8, 99.9]), (20, [0.1, 45.6, 99.8, 100])]
)
def test_a_rate_of_5_percent_in_2_of_3_minutes(requests: float, percents: list[float]) -> None:
    """Checked once by a program of somebody else."""
    found = [100 * caught(percent, load=Load(requests, 0.2)) for percent in (2, 5, 10, 20)]
    assert found == pytest.approx(percents, abs=0.06)


def test_other_settings() -> None:
    long = Course(Strategy.CANARY, 10, 15, 5)
    found = [100 * caught(percent, long, USUAL, rate_alarm(2, 3, 5)) for percent in (1, 2, 5)]
    assert found == pytest.approx([38.4, 83.8, 99.95], abs=0.06)


def test_one_count_of_the_whole_canary_is_the_bound() -> None:
    long = Course(Strategy.CANARY, 10, 15, 5)
    assert [100 * count_test(long, USUAL, percent, 2) for percent in (0.2, 1, 2, 5)] == pytest.approx(
        [0.8, 54.7, 95.2, 100], abs=0.06
    )


def test_a_canary_without_usable_minutes_catches_nothing_and_the_old_tasks_may() -> None:
    short = Course(Strategy.CANARY, 10, 1, 5)
    found = power(short).caught(Failure(Kind.ERROR, 100))
    assert found.in_canary() == 0
    assert found.before_old_end() == pytest.approx(1)
    assert power(Course(Strategy.CANARY, 10, 1, 0)).caught(Failure(Kind.ERROR, 100)).before_old_end() == 0


def test_the_sooner_it_is_known_the_more_is_caught() -> None:
    found = [caught(10, delay=delay) for delay in DELAYS]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]


def test_bad_answers_of_a_release_that_is_never_stopped_are_all_there_are() -> None:
    found = power(CANARY, USUAL, rate_alarm(99)).caught(Failure(Kind.ERROR, 10))
    assert found.bad_answers(USUAL, 10) == pytest.approx(30 * (5 * 0.1 + 5))


def test_bad_answers_of_one_that_is_stopped_at_once_are_few() -> None:
    """Everything fails: the second minute is the second bad one, and two more pass until it is known."""
    found = power(CANARY, Load(50), rate_alarm()).caught(Failure(Kind.ERROR, 100))
    assert found.bad_answers(Load(50), 100) == pytest.approx(60 * 50 * 0.1 * 4)


def test_of_both_colours_the_worse_counts() -> None:
    half = Power(CANARY, ((rate_alarm(),), (rate_alarm(source=Source.OLD),)), USUAL)
    assert half.caught(Failure(Kind.ERROR, 20)).in_canary() < 0.01


def test_false_alarms_of_all_alarms_are_added_up() -> None:
    one, two = (power(CANARY, Load(1, 1), *alarms).false_alarms() for alarms in ([rate_alarm()], [rate_alarm()] * 2))
    assert 0 < one < two <= 2 * one


def test_an_alarm_counts_for_the_failures_that_it_tells_of_alone() -> None:
    found = power(CANARY, USUAL, latency_alarm()).caught(Failure(Kind.ERROR, 100))
    assert (found.alarm, found.before_old_end()) == ("", 0)


def test_an_alarm_of_five_minutes_is_known_every_five_minutes() -> None:
    long = Alarm(**{**vars(rate_alarm(5, 1, 1)), "period": 300})
    course = Course(Strategy.CANARY, 50, 10, 5)
    fired = power(course, Load(5, 0), long).caught(Failure(Kind.ERROR, 100)).fired
    assert [*map(round, fired)] == [0] * 4 + [1] * 11


def test_linear_sees_more_with_every_step_and_all_at_once_has_no_canary() -> None:
    linear = Course(Strategy.LINEAR, 10, 1, 5)
    assert caught(10, linear) > caught(10, Course(Strategy.CANARY, 10, 9, 5))
    at_once = power(Course(Strategy.ALL_AT_ONCE, 100, 0, 5)).caught(Failure(Kind.ERROR, 20))
    assert at_once.in_canary() == 0
    assert at_once.before_old_end() > 0.99


rates = st.floats(0.3, 8)
percents = st.floats(8, 60)


@settings(max_examples=examples(12, 25), deadline=None)
@given(requests=rates, percent=percents, minutes=st.integers(3, 12))
def test_more_minutes_never_catch_less(requests: float, percent: float, minutes: int) -> None:
    found = [
        caught(percent, Course(Strategy.CANARY, 20, each, 5), Load(requests, 0.1)) for each in (minutes, minutes + 1)
    ]
    assert found[0] <= found[1] + 1e-12


@settings(max_examples=examples(12, 25), deadline=None)
@given(requests=rates, percent=percents, more=st.floats(1, 1.5))
def test_more_errors_never_are_caught_less(requests: float, percent: float, more: float) -> None:
    found = [caught(min(100, each), load=Load(requests, 0.1)) for each in (percent, percent * more)]
    assert found[0] <= found[1] + 1e-9


@settings(max_examples=examples(12, 25), deadline=None)
@given(requests=rates, percent=st.floats(20, 60), more=st.floats(1.3, 3))
def test_more_requests_never_catch_less(requests: float, percent: float, more: float) -> None:
    """Of failures well above the threshold. Near it there are exceptions, as with any rate of few:

    :func:`test_near_the_threshold_more_requests_can_catch_less` has them.
    """
    found = [caught(percent, load=Load(each, 0.1)) for each in (requests, requests * more)]
    assert found[0] <= found[1] + 1e-9


def test_near_the_threshold_more_requests_can_catch_less() -> None:
    """Where one error of 19 requests is more than 5 percent, and one of 20 is not, a few more requests hide it."""
    found = [caught(6, load=Load(requests, 0.1)) for requests in (2.5, 3.5)]
    assert found[0] > found[1]
    assert ceil(2.5 * 6) < 20 < ceil(3.5 * 6)
