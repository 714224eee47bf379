"""Releases that their engine cannot do, or not for so long."""

from __future__ import annotations

import pytest

from generator.spec.rules.release_engine import RULE
from tests.unit.spec.rules.conftest import Find

_ECS = "release: {engine: ecs, "


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
        ("release: {percent: 10.0}", "", []),
        ("release: {percent: 99}", "", []),
        ("release: {percent: 100}", "", ["release.percent"]),
        ("release: {percent: 2.5}", "", ["release.percent"]),
        ("release: {minutes: 0}", "", ["release.minutes"]),
        ("release: {pause: step}", "", ["release.pause"]),
        ("release: {pause: false}", "", []),
        ("release: {pause_timeout: 5}", "", ["release.pause_timeout"]),
        ("release: {hooks: {for: ecs}}", "", []),
        ("release: {hooks: {for: ecs, before_traffic: check}}", "", ["release.hooks.for"]),
        (
            _ECS + "pause: step, pause_timeout: 5}",
            "release: {engine: codedeploy}",
            ["environments.prod.release.engine"] * 2,
        ),
    ],
)
def test_where_it_complains_of_codedeploy(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths


@pytest.mark.parametrize(
    ("rest", "paths"),
    [
        ("percent: 0.1}", []),
        ("percent: 100, minutes: 0, keep_old: 0}", []),
        ("percent: 12.5, strategy: linear}", []),
        ("percent: 2.25}", ["release.percent"]),
        ("percent: 0.30000000000000004}", ["release.percent"]),
        ("percent: 2.9, strategy: linear}", ["release.percent"]),
        ("percent: 0.1, strategy: all-at-once}", []),
        ("minutes: 1440, keep_old: 540}", []),
        ("minutes: 1440, keep_old: 541}", ["release.minutes"]),
        ("minutes: 2880}", ["release.minutes"] * 2),
        ("keep_old: 1441}", ["release.keep_old"]),
        ("strategy: linear, percent: 33, minutes: 660, keep_old: 0}", []),
        ("strategy: linear, percent: 33, minutes: 661, keep_old: 0}", ["release.minutes"]),
        ("strategy: all-at-once, keep_old: 1440}", []),
        ("pause_timeout: 60}", ["release.pause_timeout"]),
        ("pause: tested, pause_timeout: 2140}", []),
        ("pause: tested, pause_timeout: 2141}", ["release.pause_timeout"]),
        ("pause: step, pause_timeout: 1070}", []),
        ("pause: step, pause_timeout: 1071}", ["release.pause_timeout"]),
        ("pause: step, strategy: linear, percent: 3, minutes: 5}", ["release.pause"]),
        ("hooks: {before_traffic: check}}", ["release.hooks"]),
        ("hooks: {for: ecs, before_traffic: check}}", []),
    ],
)
def test_where_it_complains_of_ecs(find: Find, rest: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, _ECS + rest)] == paths
