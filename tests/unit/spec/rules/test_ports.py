"""Listeners that want the same port."""

from __future__ import annotations

import pytest

from generator.spec.rules.ports import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("load_balancer: {test_port: false}", "", []),
        ("load_balancer: {test_port: 443}", "", []),
        ("load_balancer: {test_port: 80}", "", ["load_balancer.test_port"]),
        ("load_balancer: {certificate: c, test_port: 80}", "", ["load_balancer.test_port"]),
        ("load_balancer: {certificate: c, test_port: 443}", "", ["load_balancer.test_port"]),
        (
            "load_balancer: {test_port: 443}",
            "load_balancer: {certificate: c}",
            ["environments.prod.load_balancer.certificate"],
        ),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
