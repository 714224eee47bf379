"""Two branches that are one."""

from __future__ import annotations

import pytest

from generator.spec.rules.branches import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("git: {main: trunk}", "", []),
        ("git: {develop: main}", "", ["git.develop"]),
        ("git: {main: develop}", "", ["git.main"]),
        ("git: {main: trunk}", "git: {develop: trunk}", ["environments.prod.git.develop"]),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
