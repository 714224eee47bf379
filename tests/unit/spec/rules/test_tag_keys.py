"""Tags that IAM cannot tell apart."""

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
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
