"""The hook after test traffic, without any."""

from __future__ import annotations

import pytest

from generator.spec.rules.hook_test_traffic import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("load_balancer: {test_port: false}", "", []),
        ("release: {hooks: {after_test_traffic: f}}", "", []),
        ("load_balancer: {test_port: false}\nrelease: {hooks: {before_traffic: f}}", "", []),
        (
            "load_balancer: {test_port: false}\nrelease: {hooks: {after_test_traffic: f}}",
            "",
            ["release.hooks.after_test_traffic"],
        ),
        (
            "release: {hooks: {after_test_traffic: f}}",
            "load_balancer: {test_port: false}",
            ["environments.prod.load_balancer.test_port"],
        ),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
