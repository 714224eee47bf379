"""Ranges of tasks without room or without a target."""

from __future__ import annotations

import pytest

from generator.spec.rules.count import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("service: {count: 7}", "", []),
        ("service: {count: {min: 1, max: 2, cpu: 50}}", "", []),
        ("service: {count: {min: 1, max: 2, requests: 50}}", "", []),
        ("service: {count: {min: 4, max: 4}}", "", []),
        ("service: {count: {min: 3}}", "", ["service.count.min"]),
        ("service: {count: {max: 1}}", "", ["service.count.max"]),
        (
            "service: {count: {min: 5, max: 9, cpu: 50}}",
            "service: {count: {max: 4}}",
            ["environments.prod.service.count.max"],
        ),
        ("service: {count: {max: 3}}", "", ["service.count.max"]),
        ("service: {count: {cpu: 50}}", "", ["service.count.cpu"]),
        ("service: {count: {memory: 50}}", "", ["service.count.memory"]),
        ("service: {count: {response_time: 0.5}}", "", ["service.count.response_time"]),
        ("service: {count: {min: 2, max: 4, response_time: 0.5}}", "", []),
        ("service: {count: {min: 2, max: 4, memory: 50}}", "", []),
        ("service: {count: {min: 1, max: 9, cpu: 50}}", "service: {count: 1}", []),
        ("service: {count: {min: 1, max: 9, cpu: 50, scale_in_cooldown: 60}}", "", []),
        ("service: {count: {min: 1, max: 9, cpu: 50, scale_in_cooldown: 60}}", "service: {count: 1}", []),
        ("service: {count: {scale_out_cooldown: 60}}", "", ["service.count.scale_out_cooldown"]),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
