"""Ranges that are none, or not in AWS's spelling."""

from __future__ import annotations

import pytest

from generator.spec.rules.allow_ranges import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("load_balancer: {allow: [10.0.0.0/8, 203.0.113.7/32]}", "", []),
        ("load_balancer: {allow: [10.0.0.0/8, '2001:db8::/32']}", "", ["load_balancer.allow[1]"]),
        (
            "load_balancer: {allow: [10.0.0.1/8, 256.0.0.0/8, '::1/0', 010.0.0.0/8]}",
            "",
            ["load_balancer.allow[0]", "load_balancer.allow[1]", "load_balancer.allow[2]", "load_balancer.allow[3]"],
        ),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
