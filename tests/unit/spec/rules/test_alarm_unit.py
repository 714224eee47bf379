"""Thresholds in another unit."""

from __future__ import annotations

import pytest

from generator.spec.rules.alarm_unit import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("alarms", "paths"),
    [
        ("latency: 1.5", []),
        ("latency: 59.9", []),
        ("latency: 60", ["release.alarms.latency"]),
        ("latency: 1500", ["release.alarms.latency"]),
        ("latency: false", []),
        ("errors: 0.1", []),
        ("errors: 0.05", ["release.alarms.errors"]),
        ("errors: false", []),
        ("connections: 0.02", ["release.alarms.connections"]),
    ],
)
def test_where_it_asks(find: Find, alarms: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, f"release: {{alarms: {{{alarms}}}}}", "")] == paths
