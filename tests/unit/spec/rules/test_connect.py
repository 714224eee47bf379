"""Service Connect, which only ECS's own deployments have."""

from __future__ import annotations

import pytest

from generator.spec.rules.connect import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("service: {connect: false}", "", []),
        ("service: {connect: true}", "", ["service.connect"]),
        ("service: {connect: true}\nrelease: {engine: ecs}", "", []),
        (
            "service: {connect: true}\nrelease: {engine: ecs}",
            "release: {engine: codedeploy}",
            ["environments.prod.release.engine"],
        ),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
