"""The comment under a pull request: what fits, and what a text in it can do."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from generator.cli.text.impact_comment import comment, escaped
from generator.difference.consequence import Consequence
from generator.difference.effect import Effect, Impact
from generator.difference.values import PropertyChange

_MOST = 65_536


def _impact(effects: Sequence[Effect]) -> Impact:
    return Impact("a", "b", (), tuple(effects), None, {}, len(effects), (), "us-west-2", "2026-10-20")


def _effects(consequence: Consequence, number: int) -> list[Effect]:
    values = (PropertyChange((), "ü" * 300, f"{place} {'一' * 300}", (f"Property{place}",)) for place in range(number))
    return [
        Effect(consequence, "stack", f"Thing{place}", "AWS::A::B", (change,)) for place, change in enumerate(values)
    ]


@pytest.mark.parametrize("number", [0, 1, 20, 3000])
@pytest.mark.parametrize("consequence", [Consequence.REFUSED, Consequence.UPDATED])
def test_it_fits_and_no_row_is_cut(consequence: Consequence, number: int) -> None:
    text = comment(_impact(_effects(consequence, number)))
    assert len(text.encode()) < _MOST
    rows = [line for line in text.splitlines() if line.startswith("| **")]
    assert all(row.endswith(" |") and row.count("|") == 6 for row in rows)
    assert text.count("<details>") == text.count("</details>")
    missing = re.search(r"And ([\d,]+) more rows: run", text)
    assert len(rows) + (int(missing[1].replace(",", "")) if missing else 0) == number
    assert bool(missing) is (number == 3000)
    assert text.splitlines()[-1].startswith("by AWS's schemas")


def test_what_a_person_has_to_know_comes_before_the_rest() -> None:
    text = comment(_impact([*_effects(Consequence.LOST, 3000), *_effects(Consequence.UPDATED, 5)]))
    assert "**updated**" not in text
    assert "**lost**" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@octocat", "@&#8203;octocat"),
        ("acme/shop#12", "acme/shop#&#8203;12"),
        ("GH-12", "GH-&#8203;12"),
        ("https://x.example", "https:&#8203;//x.example"),
        ("www.x.example", "www.&#8203;x.example"),
        ("a | b", "a \\| b"),
        ("</details>", "\\</details\\>"),
        ("&lt;", "\\&lt;"),
        ("`code`", "\\`code\\`"),
        ("a\nb", "a\\\\nb"),
        ("arn:aws:iam::111122223333:role/x", "arn:aws:iam::111122223333:role/x"),
    ],
)
def test_a_text_is_itself(text: str, shown: str) -> None:
    assert escaped(text) == shown
