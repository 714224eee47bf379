"""Machines that keep no Docker layers."""

from __future__ import annotations

import pytest

from generator.spec.rules.build_cache import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("build: {compute: xlarge}", "", []),
        ("build: {compute: 2xlarge, cache: false}", "", []),
        ("build: {compute: 2xlarge}", "", ["build.compute"]),
        ("build: {compute: 2xlarge}", "build: {cache: true}", ["environments.prod.build.cache"]),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
