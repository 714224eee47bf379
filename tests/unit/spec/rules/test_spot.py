"""Tasks on demand beside Spot."""

from __future__ import annotations

import pytest

from generator.spec.rules.spot import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("service: {spot: true}", "", []),
        ("service: {spot: true, on_demand: 0, count: 1}", "", []),
        ("service: {spot: true, on_demand: 2, count: {min: 1, max: 3, cpu: 60}}", "", []),
        ("service: {on_demand: 0}", "", ["service.on_demand"]),
        ("service: {spot: true, on_demand: 1}", "service: {count: 1}", []),
        ("service: {spot: true, on_demand: 0}", "service: {spot: false}", ["environments.prod.service.spot"]),
        ("service: {spot: true, on_demand: 0}", "service: {spot: false, on_demand: null}", []),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
