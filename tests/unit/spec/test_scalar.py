"""Unquoted words -> what people mean by them."""

from __future__ import annotations

import pytest

from generator.spec.scalar import resolve

WORDS = ("on", "off", "yes", "no", "y", "n", "On", "nUll", "012", "0x1f", "0o17", "0b1", "1_000", "1:30", "1:30:00",
         "2026-01-02", "2026-01-02T03:04:05Z", ".inf", "-.INF", ".nan", "=", "<<", "1.2.3", "v1", "1e999", "9" * 19,
         "9" * 5000, "٣", "+", "-", ".", "1,5")  # fmt: skip


@pytest.mark.parametrize("text", WORDS)
def test_everything_else_is_a_text(text: str) -> None:
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("~", None), ("null", None), ("NULL", None), ("true", True), ("True", True), ("FALSE", False)],
)
def test_words_with_a_meaning(text: str, value: object) -> None:
    assert resolve(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("9" * 18, int("9" * 18)),
        ("1.10", 1.1),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
    ],
)
def test_decimal_numbers(text: str, value: float) -> None:
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)
