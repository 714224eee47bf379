"""What runs before a release, and is no command or is told too much."""

from __future__ import annotations

import pytest

from generator.spec.rules.before import RULE
from tests.unit.spec.rules.conftest import Find

_WELL = "release: {before: {command: [npm, run, migrate]}}"


@pytest.mark.parametrize(
    ("lines", "override", "expected"),
    [
        ("", "", []),
        (_WELL, "", []),
        (_WELL, "release: {before: null}", []),
        (_WELL, "release: {before: {timeout: 60}}", []),
        ("release: {before: {timeout: 5}}", "", ["release.before"]),
        ("release: {before: {command: [a, <VERSION>]}}", "", ["release.before.command[1]"]),
        (f"{_WELL}\nservice: {{environment: {{RELEASE_RUN: 1}}}}", "", ["service.environment.RELEASE_RUN"]),
        (f"{_WELL}\nservice: {{secrets: {{RELEASE_RUN: /a}}}}", "", ["service.secrets.RELEASE_RUN"]),
        ("service: {environment: {RELEASE_RUN: 1}}", "", []),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, expected: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == expected
