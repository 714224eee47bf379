"""The release's hooks."""

from __future__ import annotations

import pytest

from generator.model.release import Alarms, Hooks, Release


def test_hooks_come_in_the_order_in_which_a_release_reaches_them() -> None:
    hooks = Hooks(after_traffic="e", before_traffic="d", after_test_traffic="c", after_install="b", before_install="a")
    assert hooks.functions == (
        ("before_install", "a"),
        ("after_install", "b"),
        ("after_test_traffic", "c"),
        ("before_traffic", "d"),
        ("after_traffic", "e"),
    )


def test_steps_without_a_function_are_left_out() -> None:
    assert Hooks(before_traffic="d").functions == (("before_traffic", "d"),)
    assert Hooks().functions == ()


@pytest.mark.parametrize(
    ("alarms", "are_any"),
    [
        (Alarms(), True),
        (Alarms(None, None, None, None), False),
        (Alarms(0, None, None), True),
        (Alarms(None, None, 0.5, None), True),
        (Alarms(None, None, None, 1), True),
    ],
)
def test_one_alarm_is_enough_for_there_to_be_any(alarms: Alarms, are_any: bool) -> None:
    assert alarms.are_any is are_any


def test_a_release_is_a_canary_with_alarms_and_rollback_unless_it_says_otherwise() -> None:
    release = Release()
    assert (release.strategy, release.percent, release.minutes, release.rollback) == ("canary", 10, 15, True)
    assert release.alarms == Alarms(errors=4, connections=4, latency=1.5, unhealthy=1, failures=1)
