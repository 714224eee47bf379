"""Domains without a certificate."""

from __future__ import annotations

import pytest

from generator.spec.rules.domain_certificate import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("load_balancer: {certificate: c, domain: {name: a.example.com, zone: Z1}}", "", []),
        ("load_balancer: {domain: {name: a.example.com, zone: Z1}}", "", ["load_balancer.domain"]),
        (
            "load_balancer: {certificate: c, domain: {name: a.example.com, zone: Z1}}",
            "load_balancer: {certificate: null}",
            ["load_balancer.domain"],
        ),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
