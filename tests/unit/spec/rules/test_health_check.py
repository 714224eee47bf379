"""Times and codes that contradict each other."""

from __future__ import annotations

import pytest

from generator.spec.rules.health_check import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("service: {health_check: {interval: 6, timeout: 5, codes: '200,204-206,300-499'}}", "", []),
        ("service: {health_check: {interval: 5}}", "", ["service.health_check.interval"]),
        ("service: {health_check: {timeout: 15}}", "", ["service.health_check.timeout"]),
        (
            "service: {health_check: {codes: '299-200,200-200'}}",
            "",
            ["service.health_check.codes", "service.health_check.codes"],
        ),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
