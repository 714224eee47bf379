"""What two templates have otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from generator.cfn.touched import touched


@pytest.mark.parametrize(
    ("before", "after", "paths"),
    [
        ({"a": {"b": 1}}, {"a": {"b": 1}}, []),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, [("a", "b")]),
        ({"a": 1}, {"b": 1}, [("a",), ("b",)]),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, [("a", 1, "b")]),
        ({"a": [1]}, {"a": [1, 2]}, [("a",)]),
        ({"a": 1}, {"a": True}, [("a",)]),
        ({"a": 1}, {"a": {"b": 1}}, [("a",)]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
    ],
)
def test_the_deepest_paths(before: Any, after: Any, paths: list[tuple[str | int, ...]]) -> None:
    assert list(touched(before, after)) == paths
