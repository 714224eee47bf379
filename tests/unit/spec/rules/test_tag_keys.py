"""Tags that IAM cannot tell apart, that are canaryform's, or that AWS does not take."""

from __future__ import annotations

import pytest

from generator.spec.rules.tag_keys import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("tags: {team: a, teams: b}", "", []),
        ("tags: {team: a, Team: b, TEAM: c}", "", ["tags.Team", "tags.TEAM"]),
        ("tags: {team: a}", "tags: {Team: b}", ["environments.prod.tags.Team"]),
        ("tags: {team: a}", "tags: {Team: b, team: null}", []),
        ("tags: {Deployer-Of: prod}", "", ["tags.Deployer-Of"]),
        ("tags: {Project: mine}", "tags: {environment: x}", ["tags.Project", "environments.prod.tags.environment"]),
        ("tags: {größe: fünf}", "", []),
        ("tags: {team: \U0001f680, a\u200db: c}", "", ["tags.team", "tags.a\u200db"]),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
