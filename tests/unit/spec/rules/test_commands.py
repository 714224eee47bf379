"""Commands that a shell would not get."""

from __future__ import annotations

import pytest

from generator.spec.rules.commands import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        (r'build: {test: [npm test, "a\nb\n", "a\tb"]}', "", []),
        (r'build: {test: [npm test, "a\0b", "  ", "\n"]}', "", ["build.test[1]", "build.test[2]", "build.test[3]"]),
        ("", r'build: {test: ["\0"]}', ["environments.prod.build.test[0]"]),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
