"""ECS Exec in a read-only file system."""

from __future__ import annotations

import pytest

from generator.spec.rules.exec_read_only import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("service: {exec: true, read_only: false}", "", []),
        ("service: {exec: true}", "", ["service.exec"]),
        ("service: {exec: true, read_only: false}", "service: {read_only: null}", ["service.exec"]),
        (
            "service: {exec: true, read_only: false}",
            "service: {read_only: true}",
            ["environments.prod.service.read_only"],
        ),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
