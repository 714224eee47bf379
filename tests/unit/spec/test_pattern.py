"""Patterns against each other, and against the texts that they take."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.glob import overlaps
from generator.spec.pattern import covers

_patterns = st.text("ab*?", max_size=6)


@pytest.mark.parametrize(
    ("one", "other", "is_both"),
    [
        ("/api/*", "/api/v2/*", True),
        ("/api/*", "/api", False),
        ("release/*", "release/1.0", True),
        ("release/*", "hotfix/*", False),
        ("*a", "a*", True),
        ("a?", "ab", True),
        ("", "*", True),
        ("", "?", False),
    ],
)
def test_they_share_a_text(one: str, other: str, is_both: bool) -> None:
    assert overlaps(one, other) is overlaps(other, one) is is_both


@pytest.mark.parametrize(
    ("one", "other", "is_all"),
    [
        ("/*", "/api/*", True),
        ("/api/*", "/*", False),
        ("/api/*", "/api/*", True),
        ("/api/*", "/api/?", True),
        ("/api/?", "/api/*", False),
        ("*", "", True),
        ("a", "?", False),
    ],
)
def test_one_takes_all_of_the_other(one: str, other: str, is_all: bool) -> None:
    assert covers(one, other) is is_all


@given(_patterns, _patterns, st.text("ab", max_size=6))
def test_they_are_right_about_each_text(one: str, other: str, text: str) -> None:
    if _fits(one, text) and _fits(other, text):
        assert overlaps(one, other)
    if covers(one, other) and _fits(other, text):
        assert _fits(one, text)


def _fits(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern.replace("*", ".*").replace("?", "."), text) is not None
