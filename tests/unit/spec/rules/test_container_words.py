"""Words of commands that would not arrive as they are written."""

from __future__ import annotations

import pytest

from generator.spec.rules.container_words import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("service: {command: [node, a.js], entry_point: [/tini, --], health_check: {command: [sh, -c, x]}}", "", []),
        ("service: {command: [echo, <VERSION>], entry_point: [<REGION>]}", "", ["entry_point[0]", "command[1]"]),
        ("service: {command: ['{{resolve:ssm:a}}']}", "", ["command[0]"]),
        ("service: {command: [a]}", 'service: {command: ["a\\0"]}', ["environments.prod.service.command[0]"]),
        ("service: {health_check: {command: [CMD-SHELL, x]}}", "", ["health_check.command[0]"]),
        (
            "service: {sidecars: {a: {image: 'x.y/z:1', health_check: [CMD-SHELL, x]}}}",
            "",
            ["sidecars.a.health_check[0]"],
        ),
        ("service: {sidecars: {a: {image: 'x.y/z:1', health_check: [sh, -c, x]}}}", "", []),
        (
            "service: {health_check: {command: [CMD, <VERSION>]}}",
            "",
            ["health_check.command[1]", "health_check.command[0]"],
        ),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    wanted = [path if path.startswith("environments.") else f"service.{path}" for path in paths]
    assert [path for path, _ in find(RULE, lines, override)] == wanted
