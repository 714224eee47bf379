"""What a row of answers means: released, on its way, or taken back."""

import random

import pytest

from generator.app.verify.course import IN_A_ROW, IN_A_ROW_AFTER_CANARY, Course, Ending
from generator.app.verify.sample import Sample

NEW, OLD, ERROR = Sample(0, 0, "1.2.3"), Sample(0, 0, "1.2.2"), Sample(0, 0, error="HTTP 503")


def _end(taken: list[Sample], *, is_canary: bool = False) -> tuple[Ending | None, int]:
    """The outcome, and after how many samples."""
    course = Course("v1.2.3", is_canary=is_canary)
    for number, sample in enumerate(taken, start=1):
        outcome = course.add(sample)
        if outcome:
            return outcome, number
    return None, len(taken)


def _mixed(percent: int, number: int) -> list[Sample]:
    """Answers of which ``percent`` are new, evenly spread."""
    return [NEW if index * percent % 100 < percent else OLD for index in range(number)]


def test_enough_in_a_row() -> None:
    assert _end([OLD] * 5 + [NEW] * 50) == (Ending.ALONE, 5 + IN_A_ROW)


@pytest.mark.parametrize("breaker", [OLD, ERROR])
def test_anything_in_between_breaks_the_row(breaker: Sample) -> None:
    row = [NEW] * (IN_A_ROW - 1)
    assert _end([*row, breaker, *row]) == (None, 2 * len(row) + 1)


def test_without_canary_an_older_version_is_waited_for() -> None:
    assert _end([NEW, *[OLD] * 5000])[0] is None


def test_a_canary_that_grows() -> None:
    taken = [OLD] * 30 + _mixed(10, 300) + [NEW] * 200
    outcome, number = _end(taken, is_canary=True)
    assert outcome is Ending.ALONE
    assert number == 330 + IN_A_ROW_AFTER_CANARY


def test_a_canary_that_was_under_way_already() -> None:
    assert _end(_mixed(50, 60) + [NEW] * 100, is_canary=True)[0] is Ending.ALONE


@pytest.mark.parametrize("before", [0, 40])
def test_all_at_once_is_no_canary(before: int) -> None:
    assert _end([OLD] * before + [NEW, OLD, NEW, OLD] + [NEW] * 200, is_canary=True)[0] is Ending.NO_CANARY


@pytest.mark.parametrize(("percent", "before", "soonest", "latest"), [(10, 600, 50, 150), (5, 600, 100, 300)])
def test_a_canary_that_is_taken_back(percent: int, before: int, soonest: int, latest: int) -> None:
    outcome, number = _end(_mixed(percent, before) + [OLD] * 1000, is_canary=True)
    assert outcome is Ending.ROLLED_BACK
    assert soonest < number - before < latest


def test_all_traffic_and_then_none() -> None:
    outcome, number = _end(_mixed(10, 100) + [NEW] * 90 + [OLD] * 100, is_canary=True)
    assert outcome is Ending.ROLLED_BACK
    assert number < 100 + 90 + 40


def test_one_answer_by_mistake_is_no_canary_that_was_taken_back() -> None:
    assert _end([OLD, NEW, *[OLD] * 1000], is_canary=True)[0] is None


def test_errors_are_no_sign_of_a_rollback() -> None:
    assert _end(_mixed(10, 600) + [ERROR] * 1000, is_canary=True)[0] is None


@pytest.mark.parametrize("percent", [1, 5, 10, 50, 90])
def test_a_steady_share_is_hardly_ever_taken_for_an_end(percent: int) -> None:
    """600 samples are a canary's five minutes; by chance, with fixed dice."""
    wrong = 0
    for seed in range(200):
        dice = random.Random(seed)
        taken = [NEW if dice.random() * 100 < percent else OLD for _ in range(600)]
        wrong += _end(taken, is_canary=True)[0] is not None
    assert wrong <= 4
