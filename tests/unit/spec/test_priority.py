"""What is proposed for routes without a priority."""

from __future__ import annotations

import pytest

from generator.spec import source
from generator.spec.priority import proposed


@pytest.mark.parametrize(
    ("services", "wanted"),
    [
        ("{a: {}, b: {}}", {"a": 100, "b": 200}),
        ("{a: {route: {path: [/a/*]}}, b: {route: {path: [/a/b/*]}}}", {"b": 100, "a": 200}),
        ("{a: {route: {priority: 100}}, b: {}}", {"b": 200}),
        ("{a: {route: {priority: 7}}, b: {route: {host: [x.example.com]}}, c: {}}", {"b": 100, "c": 200}),
    ],
)
def test_in_hundreds_that_nobody_has_the_most_specific_first(services: str, wanted: dict[str, int]) -> None:
    node = source.read(f"services: {services}", "spec.yaml").get("services")
    assert proposed(node) == wanted  # type: ignore[arg-type]
