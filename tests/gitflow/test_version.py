"""Which texts are versions, in which order, and what comes next."""

from itertools import pairwise

import pytest

from generator.gitflow import version

# https://semver.org/spec/v2.0.0.html#spec-item-11
ORDER = [
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
]


def test_the_order_of_semver() -> None:
    parsed = [version.parse(text) for text in [*ORDER, "1.0.0", "1.0.1", "1.10.0", "2.0.0"]]
    assert all(one is not None and other is not None and one < other for one, other in pairwise(parsed))


@pytest.mark.parametrize(
    "text", ["1", "1.2", "01.2.3", "1.2.3-01", "v1.2.3", "1.2.3 ", "1.2.3\n", "१.2.3", "1.2.3-", "1.2.3+", "", "a.b.c"]
)
def test_what_is_no_version(text: str) -> None:
    assert version.parse(text) is None


def test_build_metadata_has_no_rank() -> None:
    one, other = version.parse("1.2.3+a.1"), version.parse("1.2.3+b-2")
    assert one == other
    assert str(one) == "1.2.3+a.1"


@pytest.mark.parametrize(
    ("last", "word", "expected"),
    [
        ("1.2.3", "patch", "1.2.4"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "major", "2.0.0"),
        ("2.0.0-rc.1", "major", "2.0.0"),
        ("1.3.0-rc.1", "minor", "1.3.0"),
        ("1.2.3+build", "patch", "1.2.4"),
        (None, "minor", "0.1.0"),
    ],
)
def test_the_next_one(last: str | None, word: str, expected: str) -> None:
    assert str(version.following(word, version.parse(last) if last else None)) == expected
