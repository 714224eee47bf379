"""Releases whose old tasks end before an alarm."""

from __future__ import annotations

import pytest

from generator.spec.rules.alarm_time import RULE
from tests.unit.spec.rules.conftest import Find

OFF = "alarms: {errors: false, connections: false, latency: false}"


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("release: {minutes: 1, keep_old: 0}", "", ["release.keep_old"]),
        ("release: {minutes: 1, keep_old: 2}", "", ["release.keep_old"]),
        ("release: {minutes: 1, keep_old: 3}", "", []),
        ("release: {minutes: 3, keep_old: 0}", "", []),
        ("release: {minutes: 2, keep_old: 0}", "", ["release.keep_old"]),
        (f"release: {{minutes: 1, keep_old: 0, {OFF}}}", "", []),
        ("release: {strategy: linear, percent: 10, minutes: 1, keep_old: 0}", "", []),
        ("release: {strategy: linear, percent: 50, minutes: 1, keep_old: 0}", "", ["release.keep_old"]),
        ("release: {strategy: all-at-once, minutes: 60, keep_old: 3}", "", ["release.keep_old"]),
        ("release: {strategy: all-at-once, keep_old: 4}", "", []),
        ("release: {keep_old: 0}", "release: {minutes: 1}", ["environments.prod.release.minutes"]),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
