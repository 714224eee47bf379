"""What a value is, in the words of a complaint."""

from __future__ import annotations

import pytest

from generator.spec.node import find
from generator.spec.phrase import either, kinds_of, quoted, what_it_is
from generator.spec.source import read


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("{a: 1}", "is a mapping of keys"),
        ("[1]", "is a list"),
        ("", "has no value"),
        ('""', "is an empty text"),
        ("abc", "is the text 'abc'"),
        ("16", "is 16"),
        ('"a\\nb"', "is the text 'a b'"),
    ],
)
def test_what_a_value_is(value: str, words: str) -> None:
    node = find(read(f"key: {value}", "spec.yaml"), ["key"])
    assert node
    assert what_it_is(node) == words


def test_kinds_and_names_are_listed() -> None:
    assert kinds_of(["string", "null", "integer"]) == "a text or a whole number"
    assert [either(["a"]), either(["a", "b", "c"])] == ["a", "a, b or c"]


def test_of_a_long_text_the_beginning_is_shown() -> None:
    assert quoted("x" * 1000) == f"'{'x' * 60}…'"
