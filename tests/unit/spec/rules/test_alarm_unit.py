"""Thresholds in another unit."""

from __future__ import annotations

import pytest

from generator.spec.rules.alarm_unit import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("alarms", "paths"),
    [
        ("latency: 1.5", []),
        ("latency: 59.9", []),
        ("latency: 60", ["release.alarms.latency"]),
        ("latency: 1500", ["release.alarms.latency"]),
        ("latency: false", []),
        ("errors: 0.1", []),
        ("errors: 0.05", ["release.alarms.errors"]),
        ("errors: false", []),
        ("connections: 0.02", ["release.alarms.connections"]),
    ],
)
def test_where_it_asks(find: Find, alarms: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, f"release: {{alarms: {{{alarms}}}}}", "")] == paths


@pytest.mark.parametrize(
    ("seconds", "lines", "paths"),
    [
        (59.5, "", []),
        (500, "", ["service.count.response_time"]),
        (500, "patches: {idle: {stack: alb, why: slow reports, merge: {a: 1}}}", []),
        (500, "load_balancer: {existing: {listener: 'arn:a:b:c:d:listener/app/p/1/2', security_group: sg-1}}", []),
    ],
)
def test_a_time_that_no_answer_takes(find: Find, seconds: float, lines: str, paths: list[str]) -> None:
    text = f"service: {{count: {{min: 1, max: 3, response_time: {seconds}}}}}\n{lines}"
    assert [path for path, _ in find(RULE, text, "")] == paths
