"""The share of the new version, minute by minute."""

import pytest

from generator.canary.course import Course, Strategy


def test_a_canary_has_its_share_and_then_all() -> None:
    course = Course(Strategy.CANARY, 10, 3, 2)
    assert [*course.shares] == [0.1, 0.1, 0.1, 1, 1]
    assert (course.canary_minutes, course.total_minutes) == (3, 5)


def test_linear_goes_in_steps_of_which_the_last_is_all_that_is_left() -> None:
    course = Course(Strategy.LINEAR, 30, 2, 1)
    assert course.shares == pytest.approx((0.3, 0.3, 0.6, 0.6, 0.9, 0.9, 1))
    assert course.canary_minutes == 6


def test_all_at_once_has_no_canary() -> None:
    course = Course(Strategy.ALL_AT_ONCE, 100, 0, 2)
    assert [*course.shares] == [1, 1]
    assert course.canary_minutes == 0


def test_nothing_is_kept_and_nothing_is_first() -> None:
    assert not Course(Strategy.ALL_AT_ONCE, 100, 0, 0).shares
