"""Texts are cut where they would not fit."""

from __future__ import annotations

import pytest

from generator.picture.lanes import lanes
from generator.picture.text_width import CUT, fitting, text_width


@pytest.mark.parametrize(
    "text", ["iiiiii", "WWWWWW", "LoadBalancerSecurityGroup", "日本語の名前です", "👩‍👩‍👧 family", "e\u0301" * 20]
)
@pytest.mark.parametrize("width", [0, 30, 60, 1000])
def test_what_is_left_fits(text: str, width: float) -> None:
    shown = fitting(text, 12, width)
    assert shown == text or shown.endswith(CUT)
    assert text_width(shown, 12) <= max(width, text_width(CUT, 12))
    assert (shown == text) is (text_width(text, 12) <= width)


def test_lanes_are_shared_by_what_does_not_touch() -> None:
    assert lanes({"a": (0, 2), "b": (3, 4), "c": (2, 3)}) == {"a": 0, "b": 0, "c": 1}
