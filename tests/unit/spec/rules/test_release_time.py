"""Releases that take too long."""

from __future__ import annotations

import pytest

from generator.spec.rules.release_time import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("release: {strategy: canary, percent: 1, minutes: 2880}", "", []),
        ("release: {strategy: all-at-once, percent: 1, minutes: 2880}", "", []),
        ("release: {strategy: linear, percent: 50, minutes: 2880}", "", []),
        ("release: {strategy: linear, percent: 49, minutes: 1440}", "", []),
        ("release: {strategy: linear, percent: 49, minutes: 1441}", "", ["release.minutes"]),
        (
            "release: {strategy: linear, percent: 50, minutes: 2880}",
            "release: {percent: 10}",
            ["environments.prod.release.percent"],
        ),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
