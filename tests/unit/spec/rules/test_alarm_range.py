"""Tasks that may take longer to start than an alarm looks back."""

from __future__ import annotations

import pytest

from generator.spec.rules.alarm_range import RULE
from tests.unit.spec.rules.conftest import Find

LONG = "service: {health_check: {grace: 90000}}"


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        (LONG, "", ["service.health_check.grace"]),
        (LONG, "release: {alarms: {unhealthy: false}}", []),
        (LONG, "service: {health_check: {grace: 60}}", []),
        ("service: {health_check: {grace: 86190}}", "", []),
        ("service: {health_check: {grace: 86191}}", "", ["service.health_check.grace"]),
        ("", LONG, ["environments.prod.service.health_check.grace"]),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
