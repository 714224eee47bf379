"""A value's place in the spec is carried along, never compared and never shown."""

from __future__ import annotations

from generator.model.git import Git
from generator.model.origin import UNKNOWN
from generator.problems import Location


def test_two_values_are_equal_wherever_they_were_written() -> None:
    assert Git(origin=Location("a.yaml", 1)) == Git(origin=Location("b.yaml", 2))


def test_an_origin_is_not_shown() -> None:
    assert "a.yaml" not in repr(Git(origin=Location("a.yaml", 1)))


def test_a_value_that_no_file_gave_says_so() -> None:
    assert Git().origin == UNKNOWN
