"""Tags that no release has."""

from __future__ import annotations

import pytest

from generator.spec.rules.tag_prefix import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("git: {tag_prefix: r}", "trigger: {tag: 'r*'}", []),
        ("git: {tag_prefix: r}", "", ["environments.prod.trigger.tag"]),
        ("", "trigger: {tag: '*'}", ["environments.prod.trigger.tag"]),
        ("", "trigger: {branch: develop}", []),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
