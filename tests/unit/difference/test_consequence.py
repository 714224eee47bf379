"""Consequences have one order, from the worst on."""

from __future__ import annotations

from generator.difference.consequence import Consequence, worst


def test_the_worst_comes_first() -> None:
    assert [each.rank for each in Consequence] == list(range(len(Consequence)))
    assert worst(Consequence.UPDATED, Consequence.LOST, Consequence.CREATED) is Consequence.LOST


def test_a_threshold_includes_itself() -> None:
    assert Consequence.TRAFFIC.is_as_bad_as(Consequence.TRAFFIC)
    assert Consequence.REFUSED.is_as_bad_as(Consequence.TRAFFIC)
    assert not Consequence.LOST.is_as_bad_as(Consequence.TRAFFIC)
